// A text in MDX, from the standard input, as React makes HTML of it. It runs in the folder with the packages.
import { text } from "node:stream/consumers";
import { evaluate } from "@mdx-js/mdx";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import * as runtime from "react/jsx-runtime";

const { default: Post } = await evaluate(await text(process.stdin), runtime);
process.stdout.write(renderToStaticMarkup(createElement(Post)));
