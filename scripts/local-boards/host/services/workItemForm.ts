/**
 * `ms.vss-work-web.work-item-form`: the active work item in the hands of extensions.
 *
 * Active is the topmost open form, whoever asks [C]: under a dialog a frame reads and changes another work item than the
 * one that it is shown with. Every method but `hasActiveWorkItem` rejects where no form is open [S]. `save`, `refresh`
 * and `reset` ask nobody; Azure DevOps prompts for the last two [S].
 */
import * as v from "valibot";
import { FIELD_TYPES } from "../../process/fields";
import { type FieldFacts, findField } from "../form/facts";
import type { Forms } from "../form/opening";
import type { FormModel } from "../form/model";
import type { OpenForm } from "../form/openForm";
import { identityOf, serviceValue } from "../form/values";

const text = v.string();
const values = v.record(v.string(), v.unknown());
const optionsSchema = v.optional(
  v.nullable(v.union([v.boolean(), v.object({ returnOriginalValue: v.optional(v.boolean(), false) })])),
);
const relationsSchema = v.array(
  v.object({
    rel: v.string(),
    url: v.string(),
    attributes: v.optional(v.nullable(v.record(v.string(), v.unknown())), {}),
  }),
);
const callbackSchema = v.optional(v.custom<(...args: unknown[]) => unknown>((value) => typeof value === "function"));

/** A field as extensions get it; the type is a number, as in the API's enumeration [?]. */
function fieldAnswer({ name, referenceName, type, readOnly, isIdentity }: FieldFacts): object {
  return { name, referenceName, type: FIELD_TYPES[type], readOnly, isIdentity };
}

function wantsOriginal(options: unknown): boolean {
  const parsed = v.parse(optionsSchema, options) ?? false;
  return typeof parsed === "boolean" ? parsed : parsed.returnOriginalValue;
}

/** Undefined for an empty field and for one that the organisation does not have [?]. */
function valueOf(model: FormModel, referenceName: string, options: unknown): unknown {
  const field = findField(model.facts, referenceName);
  if (field === null) return undefined;
  const name = field.referenceName;
  if (name === "System.Id") return model.id;
  if (name === "System.Rev") return model.rev;
  return serviceValue(field, wantsOriginal(options) ? model.original(name) : model.value(name));
}

function relationsOf(given: unknown): { rel: string; url: string; attributes: Record<string, unknown> }[] {
  return v.parse(relationsSchema, given).map(({ rel, url, attributes }) => {
    if (rel === "AttachedFile") throw new Error("Attachments cannot be added or removed by the form service.");
    return { rel, url, attributes: attributes ?? {} };
  });
}

/** Makes the service. */
export function workItemFormService(forms: Forms): object {
  function active(): OpenForm {
    const form = forms.active();
    if (form === null) throw new Error("There is no active work item: no work item form is open.");
    return form;
  }
  const model = (): FormModel => active().model;

  return {
    hasActiveWorkItem: () => forms.active() !== null,
    getId: () => model().id,
    getRevision: () => model().rev,
    isNew: () => model().isNew,
    isDirty: () => model().isDirty,
    isValid: () => model().isValid,

    // Those of the organisation, not of the type [?].
    getFields: () => model().facts.fields.map(fieldAnswer),
    getFieldValue: (name: unknown, options?: unknown) => valueOf(model(), v.parse(text, name), options),
    getFieldValues(names: unknown, options?: unknown) {
      const current = model();
      const all = v.parse(v.array(text), names);
      return Object.fromEntries(all.map((name) => [name, valueOf(current, name, options)]));
    },
    getIdentityFieldValue(name: unknown, options?: unknown) {
      const current = model();
      const field = findField(current.facts, v.parse(text, name));
      if (field === null || !field.isIdentity) throw new Error(`${String(name)} is no identity field.`);
      const held = wantsOriginal(options) ? current.original(field.referenceName) : current.value(field.referenceName);
      return identityOf(held) ?? undefined;
    },
    setFieldValue(name: unknown, value: unknown) {
      const wanted = v.parse(text, name);
      return model().set({ [wanted]: value })[wanted];
    },
    setFieldValues: (given: unknown) => model().set(v.parse(values, given)),
    getAllowedFieldValues(name: unknown) {
      const current = model();
      const field = findField(current.facts, v.parse(text, name));
      if (field === null) return [];
      return (current.allowed(field) ?? []).map((one) => serviceValue(field, one));
    },
    getInvalidFields: () => model().invalidFields().map(fieldAnswer),
    getDirtyFields: (withRules?: unknown) =>
      model()
        .dirtyFields(withRules === true)
        .map(fieldAnswer),

    setError(message: unknown) {
      model().setError(v.parse(text, message));
    },
    clearError() {
      model().setError(null);
    },
    save: () => active().save(),
    refresh: () => active().refresh(),
    reset: () => active().reset(),
    async beginSaveWorkItem(succeeded?: unknown, failed?: unknown) {
      const [onSuccess, onFailure] = [v.parse(callbackSchema, succeeded), v.parse(callbackSchema, failed)];
      try {
        await active().save();
      } catch (error) {
        if (onFailure === undefined) throw error;
        await onFailure(error);
        return;
      }
      await onSuccess?.();
    },

    addWorkItemRelations(given: unknown) {
      model().addRelations(relationsOf(given));
    },
    removeWorkItemRelations(given: unknown) {
      model().removeRelations(relationsOf(given));
    },
    getWorkItemRelations: () => [...model().relations],
    getWorkItemRelationTypes: () => [...model().facts.relationTypes],
    getWorkItemResourceUrl(id: unknown) {
      active();
      return forms.resourceUrl(v.parse(v.number(), id));
    },
  };
}
