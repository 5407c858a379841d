import { param, type Context } from "../../http/context";
import { ServiceError } from "../../http/errors";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import type { StateDefinition } from "../../process/definition";
import { columnStates } from "../../store/boardColumns";
import { stableGuid } from "../../estates/stable";
import { RESOURCES } from "../resources";
import { backlogLevels, type BacklogLevel } from "./backlogLevels";
import { settingLinks, teamOf, teamResourceUrl, type TeamOfProject } from "./team";

/** The boards of a team, as they are when nobody has changed their columns. */
export const BOARD_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.boards, template: "work/boards", levels: ["project", "team"], handle: list },
  {
    method: "GET",
    resource: RESOURCES.boards,
    template: "work/boards/{board}",
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "GET",
    resource: RESOURCES.boardColumns,
    template: "work/boards/{board}/columns",
    levels: ["project", "team"],
    handle: (context) => okList(columnsOf(boardNamed(context))),
  },
  {
    method: "GET",
    resource: RESOURCES.boardRows,
    template: "work/boards/{board}/rows",
    levels: ["project", "team"],
    handle: (context) => {
      boardNamed(context);
      return okList(ROWS);
    },
  },
];

interface Board {
  readonly id: string;
  readonly level: BacklogLevel;
  readonly of: TeamOfProject;
}

/** One for each level but that of tasks, which the team does not hide [D]. */
function boardsOf(of: TeamOfProject): readonly Board[] {
  return backlogLevels(of.project.process)
    .filter(({ id, type }) => type !== "task" && !of.team.hiddenBacklogs.includes(id))
    .map((level) => ({ id: stableGuid(`board ${of.team.id} ${level.id}`), level, of }));
}

/** By id or by name, without regard to case. */
function boardNamed(context: Context): Board {
  const of = teamOf(context);
  const wanted = param(context, "board").toLowerCase();
  const board = boardsOf(of).find(({ id, level }) => id === wanted || level.name.toLowerCase() === wanted);
  if (board !== undefined) return board;
  // Status, type key and text [?].
  throw new ServiceError(
    404,
    "BoardDoesNotExistException",
    `The team ${of.team.name} has no board ${param(context, "board")}.`,
  );
}

function list(context: Context): Reply {
  return okList(boardsOf(teamOf(context)).map((board) => reference(board, context)));
}

function reference(board: Board, context: Context): Record<string, unknown> {
  const url = teamResourceUrl(board.of, `work/boards/${board.id}`, context);
  return { id: board.id, url: new ResourceUrl(url), name: board.level.name };
}

/**
 * A board. In Azure DevOps the fields of column and row are ones of the team's own (`WEF_…`), which no work item has here;
 * the fields of the system that follow them are named instead [?].
 */
function read(context: Context): Reply {
  const board = boardNamed(context);
  const field = (referenceName: string): Record<string, unknown> => ({
    referenceName,
    url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/${referenceName}`),
  });
  const { _links } = settingLinks(board.of, `work/boards/${board.id}`, context);
  return ok({
    ...reference(board, context),
    revision: 0,
    columns: columnsOf(board),
    rows: ROWS,
    isValid: true,
    allowedMappings: Object.fromEntries(
      COLUMN_TYPES.map(({ allowed, categories }) => [allowed, statesByType(board.level, categories)]),
    ),
    canEdit: context.user.role === "administrator",
    fields: {
      columnField: field("System.BoardColumn"),
      rowField: field("System.BoardLane"),
      doneField: field("System.BoardColumnDone"),
    },
    _links,
  });
}

type Category = StateDefinition["category"];

function statesByType({ types }: BacklogLevel, categories: readonly Category[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    types.map((type) => [
      type.name,
      columnStates(type)
        .filter(({ category }) => categories.includes(category))
        .map((state) => state.name),
    ]),
  );
}

interface ColumnType {
  readonly name: "incoming" | "inProgress" | "outgoing";
  readonly allowed: "Incoming" | "InProgress" | "Outgoing";
  /** Categories whose states a column of this type may have [D]. */
  readonly categories: readonly Category[];
}

const COLUMN_TYPES: readonly ColumnType[] = [
  { name: "incoming", allowed: "Incoming", categories: ["Proposed"] },
  { name: "inProgress", allowed: "InProgress", categories: ["Proposed", "InProgress", "Resolved"] },
  { name: "outgoing", allowed: "Outgoing", categories: ["Completed"] },
];

/** The one row that every board has, without a name [C]. */
const ROWS: readonly Record<string, unknown>[] = [{ id: "00000000-0000-0000-0000-000000000000", name: null }];

/** The limit of a column that is between the first and the last of a new board [D]. */
const USUAL_LIMIT = 5;

/** One column for each state of the level's types: the first takes in, the last lets out [D]. */
function columnsOf({ id, level }: Board): readonly Record<string, unknown>[] {
  const names = [...new Set(level.types.flatMap((type) => columnStates(type).map((state) => state.name)))];
  return names.map((name, index) => {
    const number = index === 0 ? 0 : index === names.length - 1 ? 2 : 1;
    return {
      id: stableGuid(`column ${id} ${name}`),
      name,
      itemLimit: number === 1 ? USUAL_LIMIT : 0,
      stateMappings: Object.fromEntries(
        level.types
          .filter((type) => columnStates(type).some((state) => state.name === name))
          .map((type) => [type.name, name]),
      ),
      // The first and the last column cannot be split [D].
      isSplit: number === 1 ? false : undefined,
      description: number === 1 ? "" : undefined,
      columnType: new Enumerated(COLUMN_TYPES[number]?.name ?? "inProgress", number),
    };
  });
}
