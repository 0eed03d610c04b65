/** The message model: headers, properties, access to messages, and the five bodies (chapter 3). */
@NullMarked
package org.restante.conformance.model;

import org.jspecify.annotations.NullMarked;
