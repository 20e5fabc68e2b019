// Starts the extension in its background widget.
import { start } from "./extension.js";

window.ZOHODESK.extension.onload().then((app) => start(window.ZOHODESK, app));
