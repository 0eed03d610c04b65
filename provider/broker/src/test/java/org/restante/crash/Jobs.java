package org.restante.crash;

import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.restante.crash.Diary.Item;

/** The repeated jobs of one thread of the {@link Workload}, recorded in the diary. Owned by that thread. */
final class Jobs {
    static final String WORK = "work";
    static final String AUTO = "auto";
    static final String CONFIRMED = "confirmed";
    static final String HOLD = "hold";
    static final String LEFT = "left";
    static final String RIGHT = "right";
    static final String NEWS = "news";
    static final String SUBSCRIPTION = "anna";
    static final String CLIENT = "crash";
    private static final int RECEIVE_MILLIS = 20;

    private final JMSContext context;
    private final Diary diary;
    private final SplittableRandom random;
    private long next;

    /** Message numbers are unique: no other thread and no other round uses them. */
    Jobs(JMSContext context, Diary diary, long seed, long round, long thread) {
        this.context = context;
        this.diary = diary;
        this.next = round << 32 | thread << 24;
        this.random = new SplittableRandom(seed * 31 + next);
    }

    /** One repetition of a job. */
    interface Job {
        void run() throws JMSException;
    }

    /** Sends to the queues; a send returns when the message is durable. */
    Job sender() {
        return () -> {
            int chance = random.nextInt(16);
            String queue = chance == 0 ? HOLD : chance < 4 ? AUTO : chance < 7 ? CONFIRMED : WORK;
            send(context.createQueue(queue), new Item(queue, ++next));
        };
    }

    /** Publishes to the topic of the durable subscription. */
    Job publisher() {
        return () -> send(context.createTopic(NEWS), new Item(NEWS, ++next));
    }

    /** CLIENT_ACKNOWLEDGE: acknowledges all received messages together. */
    Job acknowledgingAll() {
        JMSConsumer consumer = context.createConsumer(context.createQueue(WORK));
        return () -> acknowledgeSome(WORK, consumer);
    }

    /** CLIENT_ACKNOWLEDGE on the durable subscription. */
    Job reading() {
        context.setClientID(CLIENT);
        JMSConsumer consumer = context.createDurableConsumer(context.createTopic(NEWS), SUBSCRIPTION);
        return () -> acknowledgeSome(NEWS, consumer);
    }

    /** INDIVIDUAL_ACKNOWLEDGE; one message in twenty is never acknowledged. */
    Job acknowledgingEach() {
        JMSConsumer consumer = context.createConsumer(context.createQueue(WORK));
        return () -> {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                Item item = got(WORK, message);
                if (random.nextInt(20) > 0) {
                    acknowledge(List.of(item), message);
                }
            }
        };
    }

    /** Receives and never acknowledges. */
    Job holding() {
        JMSConsumer consumer = context.createConsumer(context.createQueue(HOLD));
        return () -> {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                got(HOLD, message);
            }
        };
    }

    /** AUTO_ACKNOWLEDGE: the acknowledgement is on its way when receive returns. */
    Job taking() {
        JMSConsumer consumer = context.createConsumer(context.createQueue(AUTO));
        return () -> {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                diary.taking(open(AUTO, message), count(message));
            }
        };
    }

    /** AUTO_ACKNOWLEDGE with {@code autoAck=confirmed}: acknowledged when receive returns. */
    Job takingConfirmed() {
        JMSConsumer consumer = context.createConsumer(context.createQueue(CONFIRMED));
        return () -> {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                diary.took(open(CONFIRMED, message), count(message));
            }
        };
    }

    /** A transaction over two queues: receives one message from each, if there is one, and sends one to each. */
    Job committing() {
        JMSConsumer left = context.createConsumer(context.createQueue(LEFT));
        JMSConsumer right = context.createConsumer(context.createQueue(RIGHT));
        return () -> {
            List<Item> taken = new ArrayList<>();
            take(LEFT, left, taken);
            take(RIGHT, right, taken);
            long number = ++next;
            List<Item> sent = List.of(new Item(LEFT, number), new Item(RIGHT, number));
            for (Item item : sent) {
                context.createProducer().send(context.createQueue(item.owner()), Letter.of(number));
            }
            if (random.nextInt(10) == 0) {
                diary.back(taken);
                context.rollback();
            } else {
                String unit = diary.begin(true, sent, taken);
                context.commit();
                diary.done(unit);
            }
        };
    }

    private void take(String owner, JMSConsumer consumer, List<Item> taken) throws JMSException {
        Message message = random.nextInt(3) == 0 ? null : consumer.receiveNoWait();
        if (message != null) {
            taken.add(got(owner, message));
        }
    }

    private void acknowledgeSome(String owner, JMSConsumer consumer) throws JMSException {
        List<Item> items = new ArrayList<>();
        Message last = null;
        for (int wanted = random.nextInt(1, 8); wanted > 0; wanted--) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                items.add(got(owner, message));
                last = message;
            }
        }
        acknowledge(items, last);
    }

    private void acknowledge(List<Item> items, @Nullable Message last) throws JMSException {
        if (last != null) {
            String unit = diary.begin(false, List.of(), items);
            last.acknowledge();
            diary.done(unit);
        }
    }

    private void send(Destination to, Item item) {
        String unit = diary.begin(false, List.of(item), List.of());
        context.createProducer().send(to, Letter.of(item.number()));
        diary.done(unit);
    }

    private Item got(String owner, Message message) throws JMSException {
        Item item = open(owner, message);
        diary.got(item, count(message));
        return item;
    }

    /** Fails unless the content equals the content sent, and JMSRedelivered agrees with the delivery count. */
    static Item open(String owner, Message message) throws JMSException {
        Item item = new Item(owner, Letter.check(message.getBody(byte[].class)));
        boolean redelivered = count(message) > 1;
        if (message.getJMSRedelivered() != redelivered) {
            throw new AssertionError(item + " has JMSRedelivered " + !redelivered + " and count " + count(message));
        }
        return item;
    }

    static int count(Message message) throws JMSException {
        return message.getIntProperty("JMSXDeliveryCount");
    }
}
