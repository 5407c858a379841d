import { serveAction } from "../extension/actions";
import { runAction } from "./actions";

void serveAction(runAction);
