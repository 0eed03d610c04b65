/** One runnable file for each idea; the samples in the documents are taken from here. */
@NullMarked
package org.restante.examples;

import org.jspecify.annotations.NullMarked;
