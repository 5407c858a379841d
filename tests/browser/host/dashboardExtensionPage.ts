/** A page of the extension for dashboard tests, with the SDK and its helpers as other extensions use them. */
import {
  ConfigurationEvent,
  type CustomSettings,
  type IWidgetConfigurationContext,
  WidgetConfigurationSave,
  type WidgetSettings,
  WidgetStatusHelper,
} from "azure-devops-extension-api/Dashboard";
import * as SDK from "azure-devops-extension-sdk";

const options = new URLSearchParams(location.search);
const shortId = (): string => SDK.getContributionId().split(".").slice(2).join(".");

function show(call: string, { name, size, customSettings }: WidgetSettings): void {
  const line = document.createElement("p");
  line.textContent = `${call}: ${name}, ${size.columnSpan} × ${size.rowSpan}, ${customSettings.data ?? "nothing yet"}`;
  document.body.append(line);
}

function status(): ReturnType<typeof WidgetStatusHelper.Success> {
  if (options.get("status") === "fails") return WidgetStatusHelper.Failure("The source is away.");
  if (options.get("status") === "unconfigured") return WidgetStatusHelper.Unconfigured();
  return WidgetStatusHelper.Success();
}

function registerWidget(): void {
  SDK.register(shortId(), () => ({
    load: (settings: WidgetSettings) => {
      show("load", settings);
      return status();
    },
    reload: (settings: WidgetSettings) => {
      show("reload", settings);
      return status();
    },
  }));
}

function registerConfiguration(): void {
  const field = document.createElement("input");
  field.setAttribute("aria-label", "Colour");
  const settings = (): CustomSettings => ({ data: JSON.stringify({ colour: field.value }) });
  SDK.register(shortId(), () => ({
    load: (shown: WidgetSettings, context: IWidgetConfigurationContext) => {
      show("configured", shown);
      document.body.append(field);
      field.addEventListener("input", () => {
        void context.notify(ConfigurationEvent.ConfigurationChange, ConfigurationEvent.Args(settings()));
      });
      return WidgetStatusHelper.Success();
    },
    onSave: () => (field.value === "" ? WidgetConfigurationSave.Invalid() : WidgetConfigurationSave.Valid(settings())),
  }));
}

async function start(): Promise<void> {
  await SDK.init({ loaded: false });
  if (options.get("as") === "configuration") registerConfiguration();
  else registerWidget();
  await SDK.notifyLoadSucceeded();
}

void start();
