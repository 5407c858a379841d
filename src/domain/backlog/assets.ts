import type { AssetCondition, AssetRule } from "../policy/policy";
import { fold, matcherOf } from "../text";
import type { WorkItem } from "../workItem";
import type { WorkItemTree } from "./tree";

/** Tells the work items that are assets from those that describe a phase (M1). */
export interface AssetRecogniser {
  /** Whether the item is of a type that assets have. */
  isOfAssetType(item: WorkItem): boolean;
  isAsset(item: WorkItem): boolean;
  /** Of an asset's type, and describing a phase of its workload. */
  isPhase(item: WorkItem): boolean;
}

/** Compiles the policy's rule for assets. What it says comes from the work item and its children alone (M8). */
export function assetRecogniser(rule: AssetRule, tree: WorkItemTree): AssetRecogniser {
  const types = new Set(rule.types.map(fold));
  const conditions = rule.when.map((condition) => testOf(condition, tree));
  const isPhaseTitle = matcherOf(rule.phaseTitles);
  const included = matcherOf([rule.includeTag]);
  const excluded = matcherOf([rule.excludeTag]);

  const isOfAssetType = (item: WorkItem) => types.has(fold(item.type));
  return {
    isOfAssetType,
    isPhase: (item) => isOfAssetType(item) && isPhaseTitle(item.title),
    isAsset: (item) => {
      if (!isOfAssetType(item) || item.tags.some(excluded)) return false;
      if (item.tags.some(included)) return true;
      return !isPhaseTitle(item.title) && conditions.every((holds) => holds(item));
    },
  };
}

function testOf(condition: AssetCondition, tree: WorkItemTree): (item: WorkItem) => boolean {
  switch (condition.kind) {
    case "tag": {
      const matches = matcherOf([condition.tag]);
      return (item) => item.tags.some(matches);
    }
    case "field": {
      const matches = matcherOf(condition.values);
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
      const matchers = condition.titles.map((title) => matcherOf([title]));
      return (item) => {
        const children = tree.childrenOf(item.id);
        const found = matchers.filter((matches) => children.some((child) => matches(child.title)));
        return found.length >= condition.atLeast;
      };
    }
  }
}
