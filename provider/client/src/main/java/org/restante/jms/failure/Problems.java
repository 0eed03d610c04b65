package org.restante.jms.failure;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import javax.transaction.xa.XAException;
import org.restante.link.Problem;
import org.restante.link.Reason;

/**
 * Translates a {@link Problem} to the exception of Jakarta Messaging (chapter 10); its error code is the name of the
 * problem. The only place that does so. Stateless.
 *
 * <p>The trap: a message that is too large becomes a {@link ResourceAllocationException}, because the API has no
 * exception of its own for it; the error code distinguishes the two.
 */
public final class Problems {

    private static final String INTERRUPTED = "INTERRUPTED";

    private Problems() {}

    public static JMSException translate(Problem problem, String reason) {
        String code = problem.name();
        return switch (problem) {
            case INVALID_DESTINATION -> new InvalidDestinationException(reason, code);
            case INVALID_SELECTOR -> new InvalidSelectorException(reason, code);
            case INVALID_CLIENT_ID -> new InvalidClientIDException(reason, code);
            case INVALID_MESSAGE -> new MessageFormatException(reason, code);
            case SECURITY -> new JMSSecurityException(reason, code);
            case RESOURCE_LIMIT, MESSAGE_TOO_LARGE -> new ResourceAllocationException(reason, code);
            case ILLEGAL_STATE, NO_SUCH_BRANCH, BRANCH_EXISTS -> new IllegalStateException(reason, code);
            case CLOSED, INTERNAL -> new JMSException(reason, code);
        };
    }

    /** Translates to the unchecked exception of the simplified API. */
    public static JMSRuntimeException unchecked(JMSException e) {
        String reason = e.getMessage();
        String code = e.getErrorCode();
        if (e instanceof IllegalStateException) {
            return new IllegalStateRuntimeException(reason, code, e);
        }
        if (e instanceof InvalidClientIDException) {
            return new InvalidClientIDRuntimeException(reason, code, e);
        }
        if (e instanceof InvalidDestinationException) {
            return new InvalidDestinationRuntimeException(reason, code, e);
        }
        if (e instanceof InvalidSelectorException) {
            return new InvalidSelectorRuntimeException(reason, code, e);
        }
        if (e instanceof JMSSecurityException) {
            return new JMSSecurityRuntimeException(reason, code, e);
        }
        if (e instanceof MessageFormatException) {
            return new MessageFormatRuntimeException(reason, code, e);
        }
        if (e instanceof MessageNotWriteableException) {
            return new MessageNotWriteableRuntimeException(reason, code, e);
        }
        if (e instanceof ResourceAllocationException) {
            return new ResourceAllocationRuntimeException(reason, code, e);
        }
        if (e instanceof TransactionInProgressException) {
            return new TransactionInProgressRuntimeException(reason, code, e);
        }
        if (e instanceof TransactionRolledBackException) {
            return new TransactionRolledBackRuntimeException(reason, code, e);
        }
        return new JMSRuntimeException(reason, code, e);
    }

    public static <E extends JMSException> E caused(E exception, Throwable cause) {
        exception.initCause(cause);
        if (cause instanceof Exception linked) {
            exception.setLinkedException(linked);
        }
        return exception;
    }

    /** An XAException with an error code, for a transaction manager. */
    public static XAException xa(int code, String reason) {
        XAException exception = new XAException(reason);
        exception.errorCode = code;
        return exception;
    }

    /** An exception for an interrupted wait; sets the thread's interrupt flag again. */
    public static JMSException interrupted(String doing, InterruptedException e) {
        Thread.currentThread().interrupt();
        return caused(new JMSException("the thread was interrupted while " + doing, INTERRUPTED), e);
    }

    /** The reason of a failure, in words. */
    public static String reason(Throwable failure) {
        return Reason.of(failure);
    }

    public static boolean isInterrupted(JMSException e) {
        return INTERRUPTED.equals(e.getErrorCode());
    }

    public static IllegalStateException closed(String what) {
        return new IllegalStateException("the " + what + " is closed; make a new one", Problem.CLOSED.name());
    }
}
