// Azurite's blob service, which ends with the process that started it, however that ends: its input ends then.
process.stdin.resume().on("end", () => process.exit());
require("azurite/dist/src/blob/main.js");
