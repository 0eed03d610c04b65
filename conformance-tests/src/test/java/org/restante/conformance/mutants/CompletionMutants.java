package org.restante.conformance.mutants;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about asynchronous sends (7.3). */
final class CompletionMutants {

    private static final String TEST = "sending.AsynchronousSendTest";
    private static final String MESSAGE_TEST = "sending.AsynchronousMessageTest";

    /** How long, in milliseconds, a send waits for the listener that is called too early. */
    private static final long EARLIER = 1_000;

    private CompletionMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("onCompletion is never called", "7.3", TEST)
                        .on(CompletionListener.class, "onCompletion", Rules.ignored()),
                Mutant.of("onCompletion is called twice", "7.3", TEST, MESSAGE_TEST)
                        .on(CompletionListener.class, "onCompletion", call -> {
                            call.proceed();
                            return call.proceed();
                        }),
                Mutant.of("onCompletion comes before the message is sent", "7.3.6", TEST, MESSAGE_TEST)
                        .on(MessageProducer.class, "send", CompletionMutants::tooEarly),
                Mutant.of("Completions come in pairs, the later first", "7.3.3", TEST)
                        .on(CompletionListener.class, "onCompletion", CompletionMutants::swapped),
                Mutant.of("onCompletion is called by the thread of the send", "7.3.8", TEST)
                        .on(MessageProducer.class, "send", CompletionMutants::onTheThreadOfTheSend),
                Mutant.of("Completion listeners of one session run at the same time", "7.3.8", TEST)
                        .on(CompletionListener.class, "onCompletion", Rules.inAnotherThread()),
                Mutant.of("onCompletion gets another message object", "7.3", TEST)
                        .on(CompletionListener.class, "onCompletion", CompletionMutants::withACopy),
                Mutant.of("close of a session does not wait for completions", "7.3.4", TEST)
                        .on(Session.class, "close", Rules.inAnotherThread()),
                Mutant.of("close of a producer does not wait for completions", "7.3.4", TEST)
                        .on(MessageProducer.class, "close", Rules.inAnotherThread()),
                Mutant.of("commit does not wait for completions", "7.3.4", TEST)
                        .on(Session.class, "commit", Rules.inAnotherThread()),
                Mutant.of("A completion listener may close its session", "7.3.4", TEST)
                        .on(Session.class, "close", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("A completion listener may close its producer", "7.3.4", TEST)
                        .on(MessageProducer.class, "close", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("A completion listener may end its transaction", "7.3.4", TEST)
                        .on(Session.class, "commit rollback", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("onException is called although the send throws", "7.3.2", TEST, MESSAGE_TEST)
                        .on(MessageProducer.class, "send", CompletionMutants::twiceReported),
                Mutant.of("An exception in onCompletion ends all completions", "7.3.8", MESSAGE_TEST)
                        .on(CompletionListener.class, "onCompletion", CompletionMutants::endedByAnException));
    }

    private static @Nullable Object tooEarly(Call call) throws Throwable {
        CompletionListener listener = call.argument(CompletionListener.class);
        Message message = call.argument(Message.class);
        if (listener == null) {
            return call.proceed();
        }
        Thread early = Rules.start(() -> {
            listener.onCompletion(message);
            return null;
        });
        early.join(EARLIER);
        return call.proceedWith(call.arity() - 1, new Silent());
    }

    private static @Nullable Object swapped(Call call) throws Throwable {
        synchronized (call.target(Object.class)) {
            Message held = (Message) call.notes().remove("held");
            if (held == null) {
                call.notes().put("held", call.argument(0));
                return null;
            }
            call.proceed();
            call.target(CompletionListener.class).onCompletion(held);
            return null;
        }
    }

    private static @Nullable Object onTheThreadOfTheSend(Call call) throws Throwable {
        CompletionListener listener = call.argument(CompletionListener.class);
        if (listener == null || call.arity() != 2) {
            return call.proceed();
        }
        call.target(MessageProducer.class).send(call.unwrapped(Message.class, call.argument(0)));
        listener.onCompletion((Message) call.argument(0));
        return null;
    }

    /** The message without its proxy is another object for the test. */
    private static @Nullable Object withACopy(Call call) throws Throwable {
        call.target(CompletionListener.class).onCompletion(call.unwrapped(Message.class, call.argument(0)));
        return null;
    }

    private static @Nullable Object twiceReported(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (JMSException | RuntimeException e) {
            CompletionListener listener = call.argument(CompletionListener.class);
            if (listener != null) {
                listener.onException(call.argument(Message.class), new JMSException("refused"));
            }
            throw e;
        }
    }

    private static @Nullable Object endedByAnException(Call call) throws Throwable {
        if (call.notesOfAll().containsKey("ended")) {
            return null;
        }
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            call.notesOfAll().put("ended", true);
            throw e;
        }
    }

    /** In place of the listener that was called too early. */
    private static final class Silent implements CompletionListener {

        @Override
        public void onCompletion(Message message) {
            // the listener of the test was called before
        }

        @Override
        public void onException(Message message, Exception exception) {
            // nobody asked for it
        }
    }
}
