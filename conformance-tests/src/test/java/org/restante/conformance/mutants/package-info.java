/**
 * Wrong providers, each of which breaks one rule of the specification, and the check that the suite catches each of them.
 *
 * <p>A {@link org.restante.conformance.mutants.Border} lies between the tests and a right provider. It has a proxy for each
 * object of the provider and for each listener of the tests, and the rule of a mutant may answer a call in the provider's place:
 *
 * <pre>
 *   test -- call --> proxy -- Rule --> object of the provider
 *   listener of the test &lt;-- Rule -- proxy &lt;-- callback -- provider
 * </pre>
 */
@NullMarked
package org.restante.conformance.mutants;

import org.jspecify.annotations.NullMarked;
