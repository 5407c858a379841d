import type { AssetCondition, AssetRule } from "../policy/policy";
import { isOneOf, matcherOf, perText } from "../text";
import type { WorkItem } from "../workItem";
import { areaFilter } from "./areas";
import type { WorkItemTree } from "./tree";

/** Tells the work items that are assets from those that describe a phase (M1). */
export interface AssetRecogniser {
  /** Whether the item is of a type that assets have. */
  isOfAssetType(item: Pick<WorkItem, "type" | "areaPath">): boolean;
  isAsset(item: WorkItem): boolean;
  /** Of an asset's type, and describing a phase of its workload. */
  isPhase(item: WorkItem): boolean;
}

/**
 * Compiles the policy's rule for assets. What it says comes from the work item and its children alone (M8). Items outside
 * `areas` are of no type that counts (M9); with none, all of the project counts.
 */
export function assetRecogniser(rule: AssetRule, tree: WorkItemTree, areas: readonly string[] = []): AssetRecogniser {
  const isAssetType = isOneOf(rule.types);
  const isInArea = areaFilter(areas);
  const conditions = rule.when.map((condition) => testOf(condition, tree));
  const isPhaseTitle = matcherOf(rule.phaseTitles);
  const isIncluded = matcherOf([rule.includeTag]);
  const isExcluded = matcherOf([rule.excludeTag]);
  // One look at a tag for both questions.
  const ruling = perText((tag) => (isExcluded(tag) ? "excluded" : isIncluded(tag) ? "included" : null));

  const isOfAssetType = (item: Pick<WorkItem, "type" | "areaPath">) => isAssetType(item.type) && isInArea(item);
  return {
    isOfAssetType,
    isPhase: (item) => isOfAssetType(item) && isPhaseTitle(item.title),
    isAsset: (item) => {
      if (!isOfAssetType(item)) return false;
      let isIncludedByTag = false;
      for (const tag of item.tags) {
        const decided = ruling(tag);
        if (decided === "excluded") return false;
        if (decided === "included") isIncludedByTag = true;
      }
      return isIncludedByTag || (!isPhaseTitle(item.title) && conditions.every((holds) => holds(item)));
    },
  };
}

function testOf(condition: AssetCondition, tree: WorkItemTree): (item: WorkItem) => boolean {
  switch (condition.kind) {
    case "tag": {
      const matches = perText(matcherOf([condition.tag]));
      return (item) => item.tags.some(matches);
    }
    case "field": {
      const matches = perText(matcherOf(condition.values));
      return (item) => {
        const value = item.fields[condition.field];
        return value !== null && value !== undefined && matches(String(value));
      };
    }
    case "title": {
      const matches = matcherOf([condition.title]);
      return (item) => matches(item.title);
    }
    case "childTasks": {
      // Tasks of a template have the same titles below every asset.
      const matchers = condition.titles.map((title) => perText(matcherOf([title])));
      return (item) => {
        const children = tree.childrenOf(item.id);
        const found = matchers.filter((matches) => children.some((child) => matches(child.title)));
        return found.length >= condition.atLeast;
      };
    }
  }
}
