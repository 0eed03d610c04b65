package org.restante.conformance.artemis;

import java.util.Map;

/** The tests that Artemis fails although they are correct by the specification, with the behaviour of Artemis. */
final class ArtemisDeviations {

    static final Map<String, String> ALL = Map.ofEntries(
            Map.entry(
                    "ConnectionCloseTest.runningListenerHasAllSessionsUntilItReturns",
                    "close of the connection closes the other sessions while a listener is still running"),
            Map.entry(
                    "ForeignDestinationTest.consumerOfADestinationOfAnotherProviderIsRefused",
                    "a shared consumer accepts a topic of another provider and uses its name"),
            Map.entry(
                    "SelectorPatternsTest.numericPropertyIsNotSelectedByInOrLikeEvenIfNegated",
                    "NOT LIKE selects a message whose property is a number"),
            Map.entry(
                    "XaDurabilityTest.preparedBranchIsCommittedAfterARestart",
                    "recover does not report a prepared branch to a connection made after a restart (11.3)"),
            Map.entry(
                    "XaDurabilityTest.preparedBranchIsRolledBackAfterARestart",
                    "recover does not report a prepared branch to a connection made after a restart (11.3)"),
            Map.entry(
                    "XaOutcomeTest.unpreparedBranchIsRolledBackWhenItsConnectionCloses",
                    "messages received in a branch are not returned to the queue when its connection is closed"),
            Map.entry(
                    "XaOutcomeTest.workOutsideABranchTakesEffectAtOnce",
                    "a message sent outside of a branch is not sent at once"),
            Map.entry(
                    "XaResourceTest.branchIsEndedOnlyByASessionThatWorksForIt",
                    "end accepts a branch that another session works for"),
            Map.entry(
                    "XaResourceTest.branchCannotBeStartedTwice",
                    "throws an XAException without the code XAER_DUPID"),
            Map.entry(
                    "XaResourceTest.unpreparedBranchIsNotCommittedInTwoPhases",
                    "throws XA_RETRY, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.branchThatExceedsItsTimeoutIsRolledBack",
                    "keeps its own transaction timeout of 300 seconds"),
            Map.entry(
                    "XaResourceTest.branchWithoutAHeuristicOutcomeIsNotForgotten",
                    "throws XAER_NOTA, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.closeOfTheSessionRollsItsBranchBack",
                    "throws XAER_RMFAIL, not XA_RBROLLBACK"),
            Map.entry(
                    "XaResourceTest.failedBranchCannotBePreparedOrCommitted",
                    "prepares a branch that was ended with TMFAIL"),
            Map.entry(
                    "XaResourceTest.preparedBranchIsNotCommittedInOnePhase",
                    "throws XAER_RMFAIL, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.preparedBranchCannotBeStartedAgain",
                    "throws an XAException without the code XAER_DUPID"),
            Map.entry(
                    "XaResourceTest.resourceOfAClosedConnectionCannotBeReached",
                    "throws XA_RETRY, not XAER_RMFAIL"),
            Map.entry(
                    "XaResourceTest.sessionWorksForOneBranchAtATime",
                    "starts a second branch on a session that works for one"),
            Map.entry(
                    "XaResourceTest.unknownFlagsAreRefused",
                    "accepts unknown flags"),
            Map.entry(
                    "AsynchronousContextTest.closeOfTheConnectionWaitsForTheCompletions",
                    "close of the connection returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousContextTest.closeOfTheContextWaitsForTheCompletions",
                    "close of the context returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousContextTest.commitOfTheContextWaitsForTheCompletions",
                    "commit returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousContextTest.completionListenerCanCloseAnotherContextOfItsConnection",
                    "close of any context throws IllegalStateRuntimeException within a completion listener"),
            Map.entry(
                    "AsynchronousContextTest.rollbackOfTheContextWaitsForTheCompletions",
                    "rollback returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousMessageTest.completionListenerCanCloseAnotherProducer",
                    "close of any producer throws IllegalStateException within a completion listener"),
            Map.entry(
                    "AsynchronousMessageTest.failedSendThrowsOrCallsOnExceptionOnceAndNotBoth",
                    "a send to a deleted temporary queue succeeds"),
            Map.entry(
                    "AsynchronousSendTest.closeOfTheProducerWaitsForTheCompletions",
                    "close of the producer returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousSendTest.closeOfTheSessionWaitsForTheCompletions",
                    "close of the session returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousSendTest.commitWaitsForTheCompletions",
                    "commit returns while a completion listener is still running"),
            Map.entry(
                    "AsynchronousSendTest.completionListenerMustNotEndItsTransaction",
                    "commit called by a completion listener succeeds; no IllegalStateException"),
            Map.entry(
                    "AsynchronousSendTest.rollbackWaitsForTheCompletions",
                    "rollback returns while a completion listener is still running"),
            Map.entry(
                    "BytesMessageTest.readBytesChecksTheLength",
                    "throws IllegalArgumentException, not IndexOutOfBoundsException"),
            Map.entry(
                    "ClientHeadersTest.correlationIdAsBytesIsCopied",
                    "keeps the given array"),
            Map.entry(
                    "ConsumerCloseTest.listenerCanCloseItsOwnConsumer",
                    "the message whose listener closed its consumer is not acknowledged and is redelivered"),
            Map.entry(
                    "ContextStateTest.eachMethodOfAClosedContextIsRefused",
                    "createProducer succeeds on a closed context"),
            Map.entry(
                    "CopiedBodiesTest.arrayCanBeReadByteByByteAndAgainAfterReset",
                    "after reset in the middle of an array, readBytes does not start at the beginning of the array"),
            Map.entry(
                    "CopiedBodiesTest.arraysWrittenOneAfterTheOtherAreReadAsTwoFields",
                    "readBytes after a short read returns -1, not the next array"),
            Map.entry(
                    "CopiedBodiesTest.getBodyReturnsACopy",
                    "getBody of a BytesMessage returns its internal array"),
            Map.entry(
                    "CopiedBodiesTest.bytesOfAMapSetAsAnObjectAreCopiedOnWriteAndOnRead",
                    "keeps the given array"),
            Map.entry(
                    "CopiedBodiesTest.valuesAreWrittenInBigEndianOrder",
                    "writes true as -1, not as 1"),
            Map.entry(
                    "DurableSubscriptionTest.contextRefusesCallsThatConflictWithASubscription",
                    "a shared and an unshared durable consumer of one name use the same subscription"),
            Map.entry(
                    "DurableSubscriptionTest.noLocalIsReportedByGetNoLocalAndNotByTheSelector",
                    "getMessageSelector returns the given selector with a clause added by Artemis"),
            Map.entry(
                    "DurableSubscriptionTest.subscriptionOfAMessageInATransactionIsNotUnsubscribed",
                    "a subscription with a message in a transaction is deleted"),
            Map.entry(
                    "DurableSubscriptionTest.subscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed",
                    "a subscription with an unacknowledged message is deleted"),
            Map.entry(
                    "DurableSubscriptionTest.wrongSelectorDoesNotChangeTheSubscription",
                    "a subscription is deleted before the selector of the new one is checked"),
            Map.entry(
                    "JmsContextTest.consumerOfAContextReturnsItsListenerAndSelector",
                    "getMessageListener returns a wrapper, not the listener that was set"),
            Map.entry(
                    "JmsProducerBodiesTest.nullBodyBecomesAMessageWithoutBody",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "JmsProducerBodiesTest.bodyThatCannotBeSentThrowsAFormatException",
                    "an object that cannot be serialised causes a JMSRuntimeException, not a MessageFormatRuntimeException"),
            Map.entry(
                    "JmsProducerPropertiesTest.absentPropertyOfTheProducerIsReadAsNull",
                    "getStringProperty of an absent property throws JMSRuntimeException"),
            Map.entry(
                    "JmsProducerPropertiesTest.producersOfOneContextHaveSeparateProperties",
                    "the priority set on one producer of a context applies to all its producers"),
            Map.entry(
                    "JmsProducerPropertiesTest.setOfPropertyNamesCannotBeChanged",
                    "the set of property names is a copy that can be changed"),
            Map.entry(
                    "JmsProducerPropertiesTest.setOfPropertyNamesShowsLaterChangesOfTheProducer",
                    "the set of property names is a copy"),
            Map.entry(
                    "LegacyProducerTest.wrongPublishesAreRefused",
                    "publish(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "MapMessageTest.bytesInAMapAreCopiedOnWriteAndOnRead",
                    "keeps the given array; a later change of the array changes the message"),
            Map.entry(
                    "MessageBodyTest.absentBodyIsNullForAnyType",
                    "getBody of an ObjectMessage without an object throws MessageFormatException"),
            Map.entry(
                    "MessageBodyTest.bodyOfABytesMessageIsTheWholeArrayAtAnyReadPosition",
                    "getBody does not reset the BytesMessage after use"),
            Map.entry(
                    "MessageBodyTest.bodyOfAMessageNotYetSentCanBeRead",
                    "getBody of a BytesMessage that was not reset returns null"),
            Map.entry(
                    "MessageBodyTest.emptyBytesMessageHasANullBodyAndAnEmptyStreamMessageRefusesGetBody",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "MessageStateTest.eachReadOfAnEmptyBytesMessageThrowsAnEofException",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "MessageStateTest.messageOfEachTypeStaysWritableForItsSender",
                    "a BytesMessage is read-only for its sender once it was sent"),
            Map.entry(
                    "NullValueTest.readBytesOfNullReturnsMinusOneAndTheNextValueFollows",
                    "writeBytes(null) of a stream throws NullPointerException"),
            Map.entry(
                    "NullValueTest.nullOfEachWriterOfAStreamIsReadLikeValueOfNull",
                    "writeBytes(null) of a stream throws NullPointerException"),
            Map.entry(
                    "ProducerStateTest.eachMethodOfAClosedProducerIsRefused",
                    "getDeliveryDelay succeeds on a closed producer"),
            Map.entry(
                    "ProducerStateTest.eachSendNeedsAMessage",
                    "send(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "ProducerStateTest.sendToADeletedTemporaryQueueThrowsInvalidDestinationException",
                    "the send creates the queue again"),
            Map.entry(
                    "ProducerTest.messageMustNotBeNull",
                    "send(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "PropertiesTest.clearPropertiesRemovesAllPropertiesAndKeepsTheBody",
                    "lists JMSXDeliveryCount in a message that was not sent"),
            Map.entry(
                    "PropertiesTest.objectPropertyOfAnotherClassIsRefused",
                    "setObjectProperty accepts a Character and a byte[]"),
            Map.entry(
                    "QueueBrowserTest.deletedTemporaryQueueIsNotBrowsed",
                    "a deleted temporary queue is browsed as an empty queue"),
            Map.entry(
                    "ReceiveBodyTest.messageOfEachTypeWithoutBodyIsRefused",
                    "receiveBody returns null for a message without body"),
            Map.entry(
                    "ReceiveBodyTest.messageOfAnUnsuitableTypeIsNotConsumedInAutoMode",
                    "a message whose body does not fit is acknowledged and lost in AUTO_ACKNOWLEDGE"),
            Map.entry(
                    "ReceiveBodyTest.messageOfAnUnsuitableTypeIsNotConsumedInDupsOkMode",
                    "a message whose body does not fit is acknowledged and lost in DUPS_OK_ACKNOWLEDGE"),
            Map.entry(
                    "SelectorExpressionsTest.divisionOfExactNumbersTruncatesAsInJava",
                    "7 / 2 is 3.5"),
            Map.entry(
                    "SelectorExpressionsTest.notPrecedesAnd",
                    "NOT p = 1 is parsed as (NOT p) = 1"),
            Map.entry(
                    "SelectorHeadersTest.reservedPropertiesOfTheClientCanBeUsedInASelector",
                    "JMSXGroupSeq cannot be used in a selector"),
            Map.entry(
                    "SelectorLiteralsTest.identifierCanHaveLettersOfAllLanguages",
                    "refuses identifiers with letters outside ASCII"),
            Map.entry(
                    "SelectorNullsTest.comparisonOfIdentifiersIsUnknownIfOneIsNull",
                    "comparing with an identifier that is null is false, and null = null is true; neither is unknown"),
            Map.entry(
                    "SelectorSyntaxTest.commentsAreNotSupported",
                    "skips comments"),
            Map.entry(
                    "SentHeadersTest.messageOfTheSenderHasNoDeliveryCount",
                    "a message that was not received has the property JMSXDeliveryCount"),
            Map.entry(
                    "SentHeadersTest.deliveryTimeOfTheClientIsIgnored",
                    "the delivery time that the client sets on the message delays it"),
            Map.entry(
                    "SentHeadersTest.deliveryTimeWithoutDelayIsTheTimeOfTheSend",
                    "JMSDeliveryTime is 0 without a delay"),
            Map.entry(
                    "SessionTest.unknownModeIsRefused",
                    "createSession throws JMSRuntimeException, not JMSException"),
            Map.entry(
                    "SharedDurableSubscriptionTest.anotherSelectorIsRefusedWhileInUseAndMakesANewSubscriptionAfterwards",
                    "another selector is refused also when the subscription is not in use"),
            Map.entry(
                    "SharedDurableSubscriptionTest.anotherTopicIsRefusedWhileInUseAndMakesANewSubscriptionAfterwards",
                    "another topic is refused also when the subscription is not in use"),
            Map.entry(
                    "SharedDurableSubscriptionTest.sharedAndUnsharedDurableSubscriptionCannotHaveOneName",
                    "a shared and an unshared durable consumer of one name use the same subscription"),
            Map.entry(
                    "SharedDurableSubscriptionTest.sharedSubscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed",
                    "a subscription with an unacknowledged message is deleted"),
            Map.entry(
                    "StreamConversionTest.failedReadOfAStreamDoesNotAdvanceItsPosition",
                    "a failed read advances the position; the value cannot be read as another type"),
            Map.entry(
                    "StreamConversionTest.streamValueReadAsAWrongTypeCanStillBeRead",
                    "a failed read advances the position; the value cannot be read as another type"),
            Map.entry(
                    "StreamMessageTest.noOtherValueCanBeReadBeforeTheBytesAreReadToTheEnd",
                    "allows the next value to be read before readBytes has reached the end"),
            Map.entry(
                    "TemporaryDestinationTest.deletedTemporaryQueueCannotBeUsed",
                    "throws JMSException, not InvalidDestinationException"),
            Map.entry(
                    "TemporaryDestinationTest.deletedTemporaryTopicCannotBeUsed",
                    "throws JMSException, not InvalidDestinationException"),
            Map.entry(
                    "TemporaryDestinationTest.temporaryQueueEndsWithItsConnection",
                    "a send to the queue of a closed connection creates the queue again"));

    private ArtemisDeviations() {}
}
