// Draws the office's own boundaries and places. Nothing is fetched from elsewhere unless the setting names a tile service;
// labels are drawn with the device's own letters. What is pressed on the map is the link of the list's item.

const TONES = ["ink", "paper", "calm", "line", "warn", "bad", "link"];

function colours() {
  const found = {};
  for (const tone of TONES) {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.className = `map-probe map-probe-${tone}`;
    found[tone] = getComputedStyle(probe).color;
    probe.remove();
  }
  return found;
}

function byTone(colour, calm) {
  return ["match", ["get", "tone"], "bad", colour.bad, "warn", colour.warn, calm];
}

function styleOf(ground, box) {
  const colour = colours();
  const near = ["boolean", ["feature-state", "near"], false];
  const isPoint = ["==", ["geometry-type"], "Point"];
  const layers = [{ id: "paper", type: "background", paint: { "background-color": colour.paper } }];
  const sources = { ground: { type: "geojson", data: ground, promoteId: "key" } };
  if (box.dataset.tiles) {
    sources.tiles = { type: "raster", tiles: [box.dataset.tiles], tileSize: 256, attribution: box.dataset.credit };
    layers.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  const label = (id, filter, layout) => ({
    id, type: "symbol", source: "ground", filter,
    layout: { "text-field": ["get", "name"], "text-size": 13, "text-font": ["sans-serif"], "text-max-width": 8, ...layout },
    paint: { "text-color": colour.ink, "text-halo-color": colour.paper, "text-halo-width": 1.5 },
  });
  layers.push(
    { id: "areas", type: "fill", source: "ground", filter: ["!", isPoint],
      paint: { "fill-color": byTone(colour, colour.calm), "fill-opacity": ["case", near, 0.6, 0.28] } },
    { id: "edges", type: "line", source: "ground", filter: ["!", isPoint],
      paint: { "line-color": byTone(colour, colour.line), "line-width": ["case", near, 3, 1.25] } },
    { id: "points", type: "circle", source: "ground", filter: isPoint,
      paint: { "circle-color": byTone(colour, colour.link), "circle-radius": ["case", near, 9, 6],
        "circle-stroke-color": colour.paper, "circle-stroke-width": 2 } },
    label("area-names", ["!", isPoint], {}),
    label("point-names", isPoint, { "text-anchor": "top", "text-offset": [0, 0.6], "text-optional": true }),
  );
  return { version: 8, sources, layers };
}

function extent(ground) {
  const bounds = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      bounds[0] = Math.min(bounds[0], part[0]); bounds[1] = Math.min(bounds[1], part[1]);
      bounds[2] = Math.max(bounds[2], part[0]); bounds[3] = Math.max(bounds[3], part[1]);
    } else part.forEach(walk);
  };
  ground.features.forEach((one) => walk(one.geometry.coordinates));
  return bounds;
}

class Ground {
  constructor(box, map) {
    this.box = box; this.map = map; this.near = null;
    this.list = box.closest(".map-box").querySelector(".map-list");
  }

  item(key) { return this.list.querySelector(`[data-map-item="${CSS.escape(key)}"]`); }

  point(key, scroll) {
    if (key === this.near) return;
    if (this.near) {
      this.map.setFeatureState({ source: "ground", id: this.near }, { near: false });
      this.item(this.near)?.classList.remove("is-near");
    }
    this.near = key;
    if (!key) return;
    this.map.setFeatureState({ source: "ground", id: key }, { near: true });
    const item = this.item(key);
    item?.classList.add("is-near");
    if (scroll && item) {
      this.list.scrollTop += item.getBoundingClientRect().top - this.list.getBoundingClientRect().top - 40;
    }
  }

  listen() {
    const key = (event) => {
      const found = this.map.queryRenderedFeatures(event.point, { layers: ["points", "areas"] });
      return found.length ? found[0].properties.key : null;
    };
    this.map.on("mousemove", (event) => {
      const here = key(event);
      this.map.getCanvas().classList.toggle("map-over", Boolean(here));
      this.point(here, true);
    });
    this.map.on("click", (event) => {
      const here = key(event);
      if (here) this.item(here)?.querySelector("a")?.click();
    });
    for (const name of ["mouseover", "focusin"]) {
      this.list.addEventListener(name, (event) => {
        const item = event.target.closest("[data-map-item]");
        if (item) this.point(item.dataset.mapItem, false);
      });
    }
    const chosen = this.list.querySelector('[aria-current="true"]');
    if (chosen) this.point(chosen.dataset.mapItem, true);
  }
}

async function draw(box) {
  const note = (name) => { box.parentElement.querySelector(`[data-map-${name}]`).hidden = false; };
  let ground;
  try {
    const answer = await fetch(box.dataset.source, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    ground = await answer.json();
  } catch {
    note("none");
    return;
  }
  if (!ground.features.length) {
    note("empty");
    if (!box.dataset.tiles) return;
  }
  try {
    const library = await import(box.dataset.library);
    library.setWorkerUrl(new URL(box.dataset.worker, document.baseURI).href);
    const map = new library.Map({
      container: box, style: styleOf(ground, box), attributionControl: box.dataset.tiles ? {} : false, fadeDuration: 0,
      dragRotate: false, pitchWithRotate: false, maxZoom: 18, cooperativeGestures: false,
      bounds: ground.features.length ? extent(ground) : [73, 18, 135, 54], fitBoundsOptions: { padding: 28, maxZoom: 15 },
      locale: { "NavigationControl.ZoomIn": box.dataset.zoomIn, "NavigationControl.ZoomOut": box.dataset.zoomOut,
        "Map.Title": box.getAttribute("aria-label") },
    });
    map.addControl(new library.NavigationControl({ showCompass: false }));
    const shown = new Ground(box, map);
    map.once("load", () => { shown.listen(); box.dataset.mapReady = ""; });
    const again = () => map.setStyle(styleOf(ground, box));
    new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  } catch {
    note("none");
  }
}

document.querySelectorAll("[data-map]").forEach(draw);
