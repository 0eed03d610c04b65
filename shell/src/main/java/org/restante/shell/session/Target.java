package org.restante.shell.session;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import java.util.List;
import org.restante.link.NearestWord;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.TypeConversionException;

/** A destination in the user's syntax: {@code orders} or {@code queue:orders} is a queue, {@code topic:news} a topic. Immutable. */
public record Target(boolean isTopic, String name) {

    private static final String QUEUE = "queue:";
    private static final String TOPIC = "topic:";

    /** Fewer letters before a colon are part of a name: to:anna is a queue. */
    private static final int SHORTEST_KIND = 3;

    public static Target parse(String word) {
        for (String temporary : new String[] {"temp-queue:", "temp-topic:"}) {
            if (word.startsWith(temporary)) {
                throw new TypeConversionException("'" + word
                        + "' is temporary and belongs to the connection that created it; name a queue or topic:NAME");
            }
        }
        boolean isTopic = word.startsWith(TOPIC);
        String name = isTopic || word.startsWith(QUEUE) ? word.substring(TOPIC.length()) : word;
        if (name.isEmpty()) {
            throw new TypeConversionException("'" + word + "' has no name; write orders, queue:orders or topic:news");
        }
        if (word.equals(name)) {
            checkKind(word);
        }
        return new Target(isTopic, name);
    }

    /** Refuses a queue whose name begins with a mistyped kind: the message would go where nobody reads. */
    private static void checkKind(String word) {
        int colon = word.indexOf(':');
        if (colon < SHORTEST_KIND) {
            return;
        }
        for (String kind : NearestWord.near(word.substring(0, colon), List.of("queue", "topic"))) {
            throw new TypeConversionException("'" + word + "': did you mean '" + kind + word.substring(colon)
                    + "'? A queue of this name is " + QUEUE + word);
        }
    }

    public Destination in(JMSContext context) {
        return isTopic ? context.createTopic(name) : context.createQueue(name);
    }

    /** The address for the broker; {@link #toString} is for people and may escape characters. */
    public String address() {
        return (isTopic ? TOPIC : QUEUE) + name;
    }

    @Override
    public String toString() {
        return VisibleText.line(address());
    }
}
