import * as React from "react";

/** What takes longer than this shows how far it is, and can be stopped; in milliseconds. */
const LONG = 1_000;

/** Whether something that is under way takes long by now. */
export function useIsLong(isUnderWay: boolean): boolean {
  const [isLong, setLong] = React.useState(false);
  React.useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(() => {
      setLong(true);
    }, LONG);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isUnderWay]);
  return isLong;
}
