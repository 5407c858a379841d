import { systemClock } from "../../boards/clock";
import { Cancelled } from "../../boards/errors";
import { carryOutRun } from "../../boards/inventory/carryOutRun";
import { createJournal } from "../../boards/inventory/journal";
import { COLUMN_MAPPING, WORKLOAD_TEMPLATE } from "../../boards/inventory/namedSchemas";
import { createNamedStore } from "../../boards/inventory/namedStore";
import { createRecordStore } from "../../boards/inventory/recordStore";
import { readDescribed } from "../../boards/inventory/runItems";
import type { RunBoards } from "../../boards/inventory/runWorld";
import { takeBackRun } from "../../boards/inventory/takeBackRun";
import { createPatientDocuments } from "../../boards/patientDocuments";
import type { Transport } from "../../boards/transport";
import { keyIn } from "../../domain/inventory/description";
import type { Host } from "../../extension/services";
import { createFileReader, startReadingWorker } from "../../files/inventory/inWorker";
import type { InventoryEffects } from "./effects";

/** Connects the inventory with the project of a host. */
export function connectInventory(
  { documents, project, reader }: Pick<Host, "documents" | "project" | "reader">,
  transport: Transport,
): InventoryEffects {
  const clock = systemClock;
  const random = Math.random;
  const patient = createPatientDocuments(documents, { clock, random });
  const records = createRecordStore(patient, project.id);
  const journal = createJournal(patient, { projectId: project.id, random });
  const boards: RunBoards = { transport, project, journal, records, clock };
  return {
    records,
    journal,
    mappings: createNamedStore(patient, {
      collection: `mappings-${project.id}`,
      schema: COLUMN_MAPPING,
      nameOf: ({ title }) => title,
    }),
    templates: createNamedStore(patient, {
      collection: `templates-${project.id}`,
      schema: WORKLOAD_TEMPLATE,
      nameOf: ({ id }) => id,
    }),
    readFiles: createFileReader(startReadingWorker, () => new Cancelled()),
    readDescriptions: async (ids, signal) => {
      const items = await readDescribed(transport, ids, signal);
      return items.map(({ id, description }) => ({ id, description, key: keyIn(description) }));
    },
    carryOut: (run, signal, onProgress) => carryOutRun(boards, run, signal, onProgress),
    takeBack: (run, signal, onProgress) => takeBackRun(boards, run, signal, onProgress),
    reader,
    now: () => clock.now(),
  };
}
