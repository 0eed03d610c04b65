/** The brokers that Restante is measured beside, embedded, each told to confirm a send only when it is on the disk. */
@NullMarked
package org.restante.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
