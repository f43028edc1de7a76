#!/usr/bin/env node
import '../up/node-version.mjs';
import { pathToFileURL } from 'node:url';
import { freshBundles } from '../up/bundle.mjs';
import { inRoot } from '../up/paths.mjs';
import { runScript } from '../up/run-step.mjs';

// A command says its result; what it did on the way is told only when somebody asks.
process.env.LOG_LEVEL ||= 'warn';
await runScript(freshBundles);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(inRoot('.build/callnotes.mjs')).href);
