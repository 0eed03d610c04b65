/** The one place where a refusal or a failure of a link becomes a JMSException, or an unchecked one. */
@NullMarked
package org.restante.jms.failure;

import org.jspecify.annotations.NullMarked;
