"use strict";
// Only errbook serve has this script: it reloads a page that is out of date.
{
  const shown = document.currentScript.src.split("?")[1];
  new EventSource("/_events").onmessage = e => e.data == shown || location.reload();
}
