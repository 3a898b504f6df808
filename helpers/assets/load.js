/* Loads the scripts that lie beside the page, in order. */
for (const address of document.documentElement.dataset.loads.split(" ")) {
  const script = document.createElement("script");
  script.src = address;
  script.async = false;
  document.body.append(script);
}
