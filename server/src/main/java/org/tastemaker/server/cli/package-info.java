/// The program's entry: the command line with one class per command, the settings, and how the
/// parts are put together.
@NullMarked
package org.tastemaker.server.cli;

import org.jspecify.annotations.NullMarked;
