// Starts the app in its frame.
import { start } from "./app.js";

start(window.ZAFClient.init(), document.getElementById("panel"));
