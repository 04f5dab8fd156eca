// What Microsoft's own generator makes of functions that are declared in TypeScript, as JSON.
import { createRequire } from "node:module";

const [, , modules, source] = process.argv;
const { generateCustomFunctionsMetadata } = createRequire(`${modules}/`)("custom-functions-metadata");
const { metadataJson, errors } = await generateCustomFunctionsMetadata(source, false);
console.log(JSON.stringify({ metadata: JSON.parse(metadataJson), errors }));
