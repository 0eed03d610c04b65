package org.restante.kafka;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reason;

/** Failures of Kafka's clients in words for an operator: what failed, where, and what to do. Stateless. */
final class KafkaProblem {

    private KafkaProblem() {}

    /** Of a request that asks or changes nothing in the topic: silence means that no node answers. */
    static IOException ofRequest(KafkaLogOptions options, String what, @Nullable Throwable failure) {
        Throwable cause = specific(failure);
        if (cause == null || isSilence(cause)) {
            return new IOException(
                    "Log '" + options.name() + "' on Kafka at " + options.bootstrap() + ": " + what
                            + ": no node answers; check that the cluster runs, and that bootstrap leads to it"
                            + (cause == null ? "" : " (" + Reason.of(cause) + ")"),
                    cause);
        }
        return of(options, what, cause);
    }

    /** Kafka wraps what is wrong with the settings of a client into an exception that only names the client. */
    private static @Nullable Throwable specific(@Nullable Throwable failure) {
        if (failure != null && failure.getClass().equals(KafkaException.class) && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure;
    }

    static IOException of(KafkaLogOptions options, String what, Throwable cause) {
        return new IOException(text(options, what, cause), cause);
    }

    /** @param what what was tried, as a clause */
    static String text(KafkaLogOptions options, String what, Throwable cause) {
        return "Log '" + options.name() + "' on Kafka at " + options.bootstrap() + ": " + what + ": "
                + reason(options, cause);
    }

    private static String reason(KafkaLogOptions options, Throwable cause) {
        String topic = options.topic();
        if (cause instanceof ConfigException) {
            return Reason.of(cause) + "; check bootstrap and the file of client settings";
        }
        if (cause instanceof AuthenticationException) {
            return "Kafka refuses the login (" + Reason.of(cause) + "); check sasl and ssl settings of the client";
        }
        if (cause instanceof AuthorizationException) {
            return "Kafka does not permit it (" + Reason.of(cause)
                    + "); give this user Read, Write, Describe, DescribeConfigs,"
                    + " Delete and, where the topic is to be made, Create on topic " + topic;
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return "the cluster has fewer than " + options.replicas() + " nodes (" + Reason.of(cause) + ")";
        }
        if (cause instanceof NotEnoughReplicasException || cause instanceof NotEnoughReplicasAfterAppendException) {
            return "fewer replicas of topic " + topic
                    + " are in sync than its min.insync.replicas; start the nodes that are down";
        }
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof UnknownTopicIdException) {
            return "topic " + topic + " is gone: it has been deleted, or deleted and made anew";
        }
        if (cause instanceof RecordTooLargeException) {
            return "max.message.bytes of topic " + topic + " has been reduced (" + Reason.of(cause) + ")";
        }
        if (isSilence(cause)) {
            return "no answer in time; either no node can be reached, or fewer replicas of topic " + topic
                    + " are in sync than its min.insync.replicas (" + Reason.of(cause) + ")";
        }
        return Reason.of(cause);
    }

    private static boolean isSilence(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof org.apache.kafka.common.errors.TimeoutException
                || cause instanceof DisconnectException;
    }
}
