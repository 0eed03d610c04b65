/** Chapter 11: what a provider does for application servers: concurrent processing by a pool of sessions. */
@NullMarked
package org.restante.conformance.serving;

import org.jspecify.annotations.NullMarked;
