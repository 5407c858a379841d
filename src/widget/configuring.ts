import { createStore, type Store } from "../components/store/store";
import type { ConfigurationPage } from "../extension/widget";
import { FIRST_SHOWS, settingsText, type Shows, showsOf } from "./settings";
import type { Widget, WidgetData } from "./widget";

/** The kinds of what is shown, as a person chooses among them. */
export type Choice = Shows["kind"];

/** What is chosen, and what there is to choose from. */
export interface ConfiguringState {
  /** Null until the dashboard said what was chosen before. */
  readonly shows: Shows | null;
  readonly releases: WidgetData;
}

/** The configuration of a widget without its looks. */
export interface Configuring extends Pick<Store<ConfiguringState>, "get" | "subscribe"> {
  readonly page: ConfigurationPage;
  choose(shows: Shows): void;
}

/** Makes a configuration; `project` is read for the releases to choose from. */
export function createConfiguring(project: Pick<Widget, "get" | "subscribe">): Configuring {
  const store = createStore<ConfiguringState>({ shows: null, releases: project.get().data });
  let tell: (settings: string) => void = () => undefined;
  project.subscribe(() => {
    store.set({ ...store.get(), releases: project.get().data });
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    choose(shows) {
      store.set({ ...store.get(), shows });
      tell(settingsText(shows));
    },
    page: {
      show({ settings }, changed) {
        tell = changed;
        // What can't be read is chosen anew, from the start.
        store.set({ ...store.get(), shows: showsOf(settings) ?? FIRST_SHOWS });
      },
      chosen() {
        const { shows } = store.get();
        return shows === null ? null : settingsText(shows);
      },
    },
  };
}
