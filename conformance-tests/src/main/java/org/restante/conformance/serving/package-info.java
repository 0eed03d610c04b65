/** Section 11.2: concurrent processing of messages by a pool of sessions, for application servers. */
@NullMarked
package org.restante.conformance.serving;

import org.jspecify.annotations.NullMarked;
