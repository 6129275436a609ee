#!/usr/bin/env node
// Installs the dependencies when they are missing or stale, and nothing else: for building the container image.
import { checkNode, installWhenStale } from './setup.mjs'

checkNode()
installWhenStale()
