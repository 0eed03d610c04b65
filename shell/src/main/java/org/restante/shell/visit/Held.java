package org.restante.shell.visit;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages that a prompt has polled and not acknowledged, numbered from 1 as they came. Owned by the thread that runs
 * commands.
 *
 * <p>At most {@value #MOST} are held; a poll beyond that is refused. They stay unacknowledged in the broker, so whatever happens to
 * this process they are not lost.
 */
public final class Held {

    public static final int MOST = 1000;

    private final Map<JMSContext, JMSContext> sessions = new LinkedHashMap<>();
    private final Map<Integer, Message> messages = new LinkedHashMap<>();
    private int last;

    /** The session of a connection whose messages are acknowledged one by one. */
    public JMSContext session(JMSContext connection, Broker broker) {
        return sessions.computeIfAbsent(connection, own -> own.createContext(broker.individually()));
    }

    public int size() {
        return messages.size();
    }

    /** How many more may be held. */
    public int room() {
        return MOST - messages.size();
    }

    public int add(Message message) {
        messages.put(++last, message);
        return last;
    }

    /** Finds a message by its number or its identifier; 0 if it is not held. */
    public int find(String name) throws JMSException {
        for (Map.Entry<Integer, Message> entry : messages.entrySet()) {
            String id = String.valueOf(entry.getValue().getJMSMessageID());
            if (name.equals(entry.getKey().toString()) || name.equals(id) || ("ID:" + name).equals(id)) {
                return entry.getKey();
            }
        }
        return 0;
    }

    public void acknowledge(int number) throws JMSException {
        Message message = messages.get(number);
        if (message != null) {
            message.acknowledge();
            messages.remove(number);
        }
    }

    /** Acknowledges all; returns how many. */
    public int acknowledgeAll() {
        int size = messages.size();
        sessions.values().forEach(JMSContext::acknowledge);
        messages.clear();
        return size;
    }

    /** Gives all back; returns how many. */
    public int recover() {
        int size = messages.size();
        List<JMSContext> all = new ArrayList<>(sessions.values());
        all.forEach(JMSContext::recover);
        messages.clear();
        return size;
    }

    /** Closes the sessions, which gives back what is still held. */
    public void forget() {
        sessions.values().forEach(JMSContext::close);
        sessions.clear();
        messages.clear();
    }
}
