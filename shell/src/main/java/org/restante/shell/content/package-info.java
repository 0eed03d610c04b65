/** What messages are made of, as text: bodies, properties, templates, CSV rows and JSON, read and written. */
@NullMarked
package org.restante.shell.content;

import org.jspecify.annotations.NullMarked;
