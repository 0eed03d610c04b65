package org.restante.soak;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The messages of one destination by number: confirmed, received, acknowledged. A message whose send ended in an exception with an
 * unknown outcome may come twice, as its sender repeats it. Any thread may call.
 */
final class Receipts {

    static final String NUMBER = "number";
    private static final int MAX_REPORTED = 20;

    private final String name;
    private final BitSet confirmed = new BitSet();
    private final BitSet repeated = new BitSet();
    private final BitSet received = new BitSet();
    private final BitSet acknowledged = new BitSet();
    private final List<String> strange = new ArrayList<>();
    private boolean restarts;

    Receipts(String name) {
        this.name = name;
    }

    /** From now on the server is ended now and then: what was not acknowledged may come again, with JMSRedelivered. */
    synchronized void expectRestarts() {
        restarts = true;
    }

    synchronized void confirmed(int number) {
        confirmed.set(number);
    }

    /** The outcome of a send is unknown. */
    synchronized void repeats(int number) {
        repeated.set(number);
    }

    /** Returns the number of the message. */
    synchronized int received(Message message) throws JMSException {
        int number = message.getIntProperty(NUMBER);
        if (received.get(number) && !repeated.get(number)) {
            if (acknowledged.get(number)) {
                report("came after its acknowledgement: ", number);
            } else if (!message.getJMSRedelivered()) {
                report("came twice as if new: ", number);
            } else if (!restarts) {
                report("came twice without a restart: ", number);
            }
        }
        received.set(number);
        return number;
    }

    synchronized void acknowledged(BitSet numbers) {
        acknowledged.or(numbers);
    }

    private void report(String what, int number) {
        if (strange.size() < MAX_REPORTED) {
            strange.add(name + ": " + what + number);
        }
    }

    synchronized int received() {
        return received.cardinality();
    }

    /** What was confirmed and has not been received yet. */
    synchronized BitSet missing() {
        BitSet missing = (BitSet) confirmed.clone();
        missing.andNot(received);
        return missing;
    }

    /** What must not happen. */
    synchronized List<String> strange() {
        return List.copyOf(strange);
    }

    @Override
    public synchronized String toString() {
        return name + ": " + confirmed.cardinality() + " confirmed, " + repeated.cardinality()
                + " sends of unknown outcome, " + acknowledged.cardinality() + " acknowledged with confirmation";
    }
}
