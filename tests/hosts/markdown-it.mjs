// A text in Markdown, from the standard input, as Eleventy makes HTML of it. It runs in the folder with the package.
import { text } from "node:stream/consumers";
import MarkdownIt from "markdown-it";

process.stdout.write(MarkdownIt({ html: true }).render(await text(process.stdin)));
