// Each file stands alone and adds to pages that work without it. Served as one file; see groundswell/ui/bundle.py.
import "./send.js";
import "./toasts.js";
import "./theme-switch.js";
import "./dialogs.js";
import "./menus.js";
import "./forms.js";
import "./autosize.js";
import "./times.js";
import "./scrollers.js";
import "./share-link.js";
import "./search-box.js";
import "./read-beacon.js";
import "./live.js";
import "./shortcuts.js";
import "./drafts.js";
import "./mentions.js";
import "./md-editor.js";
