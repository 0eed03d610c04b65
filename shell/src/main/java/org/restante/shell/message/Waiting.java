package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.util.List;
import org.restante.admin.Admin;
import org.restante.link.DeliveryStatus;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;

/** Acknowledges a message that waits in a queue, by its identifier alone. */
final class Waiting {

    private final ShellSession session;

    Waiting(ShellSession session) {
        this.session = session;
    }

    void acknowledge(String messageId) {
        DeliveryStatus status = status(messageId);
        Target target = Target.parse(status.destination().toString());
        if (target.isTopic()) {
            throw ShellException.failed(messageId + " waits in a subscription of " + target
                    + "; acknowledge it with: poll " + target + " --durable NAME --ack");
        }
        try (JMSContext context = session.connection().createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer consumer =
                        context.createConsumer(target.in(context), "JMSMessageID = '" + status.id() + "'")) {
            if (consumer.receiveNoWait() == null) {
                throw ShellException.failed(status.id() + " does not wait in " + target + "; its state is "
                        + status.state() + ", see: status " + status.id());
            }
            context.acknowledge();
        }
    }

    /** @throws ShellException if the broker has no record of the message */
    private DeliveryStatus status(String messageId) {
        try (Admin admin = session.admin()) {
            List<DeliveryStatus> statuses = admin.status(messageId);
            if (statuses.isEmpty()) {
                throw ShellException.unknownMessage(messageId);
            }
            return statuses.get(0);
        }
    }
}
