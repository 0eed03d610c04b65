package org.restante.upgrade;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Prepares transaction branches that send and acknowledge messages; commits one, rolls one back, and leaves the others prepared. */
final class Branches {

    private static final long SOON = 10_000;
    private static final int FORMAT = 0x52535431;

    /** Prepared by a connection with a client identifier; stays prepared. */
    static final Name STAYS = new Name("stays");

    /** Prepared by a connection without a client identifier; stays prepared. */
    static final Name STAYS_TOO = new Name("stays too");

    /** Prepared in one directory, and committed in the directory that continues it. */
    static final Name ENDS_LATER = new Name("ends later");

    private static final Name COMMITTED = new Name("committed");
    private static final Name ROLLED_BACK = new Name("rolled back");

    private final DirectoryBroker broker;

    Branches(DirectoryBroker broker) {
        this.broker = broker;
    }

    /** The identifier (Xid) of a branch. */
    record Name(String global) implements Xid {
        @Override
        public int getFormatId() {
            return FORMAT;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {(byte) global.length(), -1};
        }

        boolean names(Xid other) {
            return other.getFormatId() == FORMAT
                    && Arrays.equals(other.getGlobalTransactionId(), getGlobalTransactionId())
                    && Arrays.equals(other.getBranchQualifier(), getBranchQualifier());
        }
    }

    void write() throws JMSException, XAException {
        prepare(STAYS, Definitions.CLIENT);
        prepare(STAYS_TOO, null);
        prepare(ENDS_LATER, null);
        prepare(COMMITTED, null);
        prepare(ROLLED_BACK, Definitions.CLIENT);
        end(COMMITTED, true);
        end(ROLLED_BACK, false);
    }

    private static String from(Name name) {
        return "from " + name.global();
    }

    private static String to(Name name) {
        return "to " + name.global();
    }

    private void prepare(Name name, @Nullable String clientId) throws JMSException, XAException {
        try (JMSContext context = broker.context()) {
            for (int i = 1; i <= 3; i++) {
                context.createProducer().send(context.createQueue(from(name)), from(name) + " " + i);
            }
        }
        try (XAConnection connection = broker.connectXa(clientId)) {
            XASession session = connection.createXASession();
            XAResource resource = session.getXAResource();
            resource.start(name, XAResource.TMNOFLAGS);
            MessageConsumer consumer = session.createConsumer(session.createQueue(from(name)));
            for (int i = 1; i <= 2; i++) {
                if (consumer.receive(SOON) == null) {
                    throw new IllegalStateException("no message came from queue " + from(name));
                }
                session.createProducer(session.createQueue(to(name)))
                        .send(session.createTextMessage(to(name) + " " + i));
            }
            session.createProducer(session.createTopic("news")).send(session.createTextMessage("news " + to(name)));
            resource.end(name, XAResource.TMSUCCESS);
            resource.prepare(name);
        }
    }

    private interface Ending {
        void end(XAResource resource) throws XAException;
    }

    private void with(Ending ending) throws JMSException, XAException {
        try (XAConnection connection = broker.connectXa(null)) {
            ending.end(connection.createXASession().getXAResource());
        }
    }

    /** Commits a prepared branch, or rolls it back. */
    void end(Name name, boolean commits) throws JMSException, XAException {
        with(resource -> {
            if (commits) {
                resource.commit(name, false);
            } else {
                resource.rollback(name);
            }
        });
    }

    /** The branches of this class that the broker lists as prepared. */
    List<Name> prepared() throws JMSException, XAException {
        List<Xid> found = new ArrayList<>();
        with(resource ->
                found.addAll(Arrays.asList(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))));
        return Stream.of(STAYS, STAYS_TOO, ENDS_LATER, COMMITTED, ROLLED_BACK)
                .filter(name -> found.stream().anyMatch(name::names))
                .toList();
    }

    /** Receives all messages of the queue that the branch received from, and of the queue that it sent to. */
    List<String> taken(Name name) throws JMSException {
        List<String> taken = new ArrayList<>();
        try (Connection connection = broker.connect()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            for (String queue : List.of(from(name), to(name))) {
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
                for (var next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                    taken.add(next.getBody(String.class) + " redelivered=" + next.getJMSRedelivered());
                }
                consumer.close();
            }
        }
        return taken;
    }
}
