/** Producers: delivery options and asynchronous sends (chapter 7). */
@NullMarked
package org.restante.conformance.sending;

import org.jspecify.annotations.NullMarked;
