/** The fixture for ActiveMQ Artemis, compiled only in the Maven profile {@code artemis}. */
@NullMarked
package org.restante.conformance.artemis;

import org.jspecify.annotations.NullMarked;
