/** Tests of how destinations behave by what is set for them, through the standard API and {@code admin}. */
@NullMarked
package org.restante.policy;

import org.jspecify.annotations.NullMarked;
