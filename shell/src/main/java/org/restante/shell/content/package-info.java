/** The content of messages as text, read and written: bodies, properties, templates, CSV rows and JSON. */
@NullMarked
package org.restante.shell.content;

import org.jspecify.annotations.NullMarked;
