// Registers the add-on with Thunderbird.
import { beforeSend } from "./send.js";
import { answerDialog, forgetWindow } from "./dialogs.js";

messenger.compose.onBeforeSend.addListener(beforeSend);
messenger.runtime.onMessage.addListener(answerDialog);
messenger.windows.onRemoved.addListener(forgetWindow);
