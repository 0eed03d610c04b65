/** A cluster on one machine, whose processes can be killed. */
@NullMarked
package org.restante.examples.kafka;

import org.jspecify.annotations.NullMarked;
