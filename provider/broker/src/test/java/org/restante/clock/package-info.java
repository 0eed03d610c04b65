/**
 * A load under a clock that is set while it runs, by libfaketime: {@code ./mvnw -Pclock-jumps -Dstyle.skip -pl provider/broker -am test}.
 *
 * <pre>
 *   ClockJumps --writes--> clock (a file) --read by--> libfaketime in the child JVM
 *              --starts--> JumpingLoad: vm: durable, tcp:, waits with a limit --prints--> faults, counts
 * </pre>
 */
package org.restante.clock;
