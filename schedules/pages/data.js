// The files lie beside the bulletins: a server gives them out, a page opened from disk does not pretend to.
document.getElementById("served").hidden = !location.protocol.startsWith("http");
