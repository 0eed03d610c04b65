/**
 * The suite as a program: {@code java -jar restante-conformance.jar} runs it on a provider given by its jars and a file of JNDI
 * properties, shows the progress, and writes a report.
 *
 * <pre>
 *  options --> ProviderJars, ProviderProperties --> fixture, started --> SuiteRun (JUnit) --> Verdicts
 *                                                                                               |
 *                                          TerminalSummary, HtmlReport, JunitReport, exit code <-+
 * </pre>
 */
@NullMarked
package org.restante.conformance.tool;

import org.jspecify.annotations.NullMarked;
