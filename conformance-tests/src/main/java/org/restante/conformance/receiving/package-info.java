/** Consumers: receiving, listeners, and the four kinds of subscription (chapter 8). */
@NullMarked
package org.restante.conformance.receiving;

import org.jspecify.annotations.NullMarked;
