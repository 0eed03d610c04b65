/** Queues, browsers and topics (chapter 4). */
@NullMarked
package org.restante.conformance.domains;

import org.jspecify.annotations.NullMarked;
