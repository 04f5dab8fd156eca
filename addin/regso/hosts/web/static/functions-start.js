// Excel may load the script of the functions beside the page of the pane; the module is the same.
import("./$app/panel.js");
