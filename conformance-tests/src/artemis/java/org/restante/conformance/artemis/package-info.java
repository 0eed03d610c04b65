/** The fixture for ActiveMQ Artemis, compiled in the profile artemis only. */
@NullMarked
package org.restante.conformance.artemis;

import org.jspecify.annotations.NullMarked;
