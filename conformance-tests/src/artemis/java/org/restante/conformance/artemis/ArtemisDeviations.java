package org.restante.conformance.artemis;

import java.util.Map;

/** The tests Artemis fails although they are right by the specification, with what it does instead. */
final class ArtemisDeviations {

    static final Map<String, String> ALL = Map.ofEntries(
            Map.entry(
                    "ConnectionCloseTest.runningListenerHasAllSessionsUntilItReturns",
                    "close of the connection closes the other sessions while a listener is still running"),
            Map.entry(
                    "ForeignDestinationTest.nothingConsumesFromADestinationOfAnotherProvider",
                    "a shared consumer takes the topic of another provider by its name"),
            Map.entry(
                    "SelectorPatternsTest.whatIsNoStringIsNeitherInAListNorOutsideIt",
                    "NOT LIKE selects a message whose property is a number"),
            Map.entry(
                    "XaDurabilityTest.preparedBranchIsCommittedAfterARestart",
                    "recover does not report a prepared branch to a connection made after a restart (11.3)"),
            Map.entry(
                    "XaDurabilityTest.preparedBranchIsRolledBackAfterARestart",
                    "recover does not report a prepared branch to a connection made after a restart (11.3)"),
            Map.entry(
                    "XaOutcomeTest.branchThatIsNotPreparedEndsWithItsConnection",
                    "what a branch received is not given back when its connection is closed"),
            Map.entry(
                    "XaOutcomeTest.workOutsideOfABranchIsDoneAtOnce",
                    "a message sent outside of a branch is not sent at once"),
            Map.entry(
                    "XaResourceTest.branchIsEndedOnlyByASessionThatWorksForIt",
                    "end takes a branch that another session works for"),
            Map.entry(
                    "XaResourceTest.branchIsStartedOnce",
                    "throws an XAException without the code XAER_DUPID"),
            Map.entry(
                    "XaResourceTest.branchThatIsNotPreparedIsNotCommittedInTwoPhases",
                    "throws XA_RETRY, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.branchThatTakesTooLongIsRolledBack",
                    "keeps its own transaction timeout of 300 seconds"),
            Map.entry(
                    "XaResourceTest.branchWithoutAHeuristicOutcomeIsNotForgotten",
                    "throws XAER_NOTA, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.closeOfTheSessionRollsItsBranchBack",
                    "throws XAER_RMFAIL, not XA_RBROLLBACK"),
            Map.entry(
                    "XaResourceTest.failedBranchIsOnlyRolledBack",
                    "prepares a branch that was ended with TMFAIL"),
            Map.entry(
                    "XaResourceTest.preparedBranchIsNotCommittedInOnePhase",
                    "throws XAER_RMFAIL, not XAER_PROTO"),
            Map.entry(
                    "XaResourceTest.preparedBranchIsNotStartedAgain",
                    "throws an XAException without the code XAER_DUPID"),
            Map.entry(
                    "XaResourceTest.resourceOfAClosedConnectionCannotBeReached",
                    "throws XA_RETRY, not XAER_RMFAIL"),
            Map.entry(
                    "XaResourceTest.sessionWorksForOneBranchAtATime",
                    "starts a second branch on a session that works for one"),
            Map.entry(
                    "XaResourceTest.unknownFlagsAreRefused",
                    "takes flags that there are not"),
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
                    "AsynchronousMessageTest.sendThatFailsIsThrownOrToldOnceAndNotBoth",
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
                    "commit called by a completion listener goes ahead; no IllegalStateException"),
            Map.entry(
                    "AsynchronousSendTest.rollbackWaitsForTheCompletions",
                    "rollback returns while a completion listener is still running"),
            Map.entry(
                    "BytesMessageTest.readBytesChecksTheLength",
                    "throws IllegalArgumentException, not IndexOutOfBoundsException"),
            Map.entry(
                    "ClientHeadersTest.correlationIdAsBytesIsCopied",
                    "keeps the array it was given"),
            Map.entry(
                    "ConsumerCloseTest.listenerCanCloseItsOwnConsumer",
                    "the message whose listener closed its consumer is not acknowledged; it comes again"),
            Map.entry(
                    "ContextStateTest.eachMethodOfAClosedContextIsRefused",
                    "createProducer answers on a closed context"),
            Map.entry(
                    "CopiedBodiesTest.arrayCanBeReadByteByByteAndAfreshAfterAReset",
                    "reset in the middle of an array does not begin it afresh"),
            Map.entry(
                    "CopiedBodiesTest.arraysWrittenOneAfterTheOtherAreTwoFields",
                    "readBytes after a short read returns -1, not the next array"),
            Map.entry(
                    "CopiedBodiesTest.bodyThatIsHadWholeIsACopy",
                    "getBody of a BytesMessage gives out its own array"),
            Map.entry(
                    "CopiedBodiesTest.bytesOfAMapSetAsAnObjectAreCopiedBothWays",
                    "keeps the array it was given"),
            Map.entry(
                    "CopiedBodiesTest.valuesAreWrittenHighByteFirst",
                    "writes true as -1, not as 1"),
            Map.entry(
                    "DurableSubscriptionTest.contextIsRefusedWhatClashesWithASubscription",
                    "a shared and an unshared durable subscription can be one and the same"),
            Map.entry(
                    "DurableSubscriptionTest.noLocalShowsInItsFlagAndNotInTheSelector",
                    "getMessageSelector returns the given selector with a clause of Artemis's own"),
            Map.entry(
                    "DurableSubscriptionTest.subscriptionOfAMessageInATransactionIsNotUnsubscribed",
                    "a subscription with a message in a transaction is deleted"),
            Map.entry(
                    "DurableSubscriptionTest.subscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed",
                    "a subscription with an unacknowledged message is deleted"),
            Map.entry(
                    "DurableSubscriptionTest.wrongSelectorLeavesTheSubscriptionAsItWas",
                    "a subscription is deleted before the selector of the new one is looked at"),
            Map.entry(
                    "JmsContextTest.consumerOfAContextKnowsItsListenerAndSelector",
                    "getMessageListener returns a wrapper, not the listener that was set"),
            Map.entry(
                    "JmsProducerBodiesTest.absentBodyBecomesAMessageWithoutBody",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "JmsProducerBodiesTest.bodyThatCannotBeSentIsAFormatException",
                    "an object that cannot be serialised is a JMSRuntimeException, not MessageFormatRuntimeException"),
            Map.entry(
                    "JmsProducerPropertiesTest.absentPropertyOfTheProducerIsReadAsNull",
                    "getStringProperty of an absent property throws JMSRuntimeException"),
            Map.entry(
                    "JmsProducerPropertiesTest.producersOfOneContextHaveEachTheirOwnProperties",
                    "the priority set on one producer of a context holds for all of them"),
            Map.entry(
                    "JmsProducerPropertiesTest.propertyNamesCannotBeChangedByTheirSet",
                    "the set of property names is a copy that can be changed"),
            Map.entry(
                    "JmsProducerPropertiesTest.propertyNamesFollowTheProducer",
                    "the set of property names is a copy"),
            Map.entry(
                    "LegacyProducerTest.wrongPublishesAreRefused",
                    "publish(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "MapMessageTest.bytesInAMapAreCopiedBothWays",
                    "keeps the array it was given; a later change of the array changes the message"),
            Map.entry(
                    "MessageBodyTest.absentBodyIsNullForAnyType",
                    "getBody of an ObjectMessage without an object throws MessageFormatException"),
            Map.entry(
                    "MessageBodyTest.bodyOfABytesMessageIsAnArrayWhereverTheReaderStands",
                    "getBody does not reset the BytesMessage after use"),
            Map.entry(
                    "MessageBodyTest.bodyOfAMessageNotYetSentCanBeHad",
                    "getBody of a BytesMessage that was not reset is null"),
            Map.entry(
                    "MessageBodyTest.bodyThatHoldsNothingIsNoBody",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "MessageStateTest.eachReaderOfAnEmptyBytesMessageMeetsItsEnd",
                    "a BytesMessage into which nothing was written arrives with a body of 4 bytes"),
            Map.entry(
                    "MessageStateTest.messageOfEachKindStaysWritableForItsSender",
                    "a BytesMessage is read-only for its sender once it was sent"),
            Map.entry(
                    "NullValueTest.nullBytesAreMinusOneAndTheNextValueFollows",
                    "writeBytes(null) of a stream throws NullPointerException"),
            Map.entry(
                    "NullValueTest.nullOfEachWriterOfAStreamIsReadLikeValueOfNull",
                    "writeBytes(null) of a stream throws NullPointerException"),
            Map.entry(
                    "ProducerStateTest.eachMethodOfAClosedProducerIsRefused",
                    "getDeliveryDelay answers on a closed producer"),
            Map.entry(
                    "ProducerStateTest.eachSendNeedsAMessage",
                    "send(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "ProducerStateTest.sendToADeletedTemporaryQueueIsAnInvalidDestination",
                    "the send makes the queue anew"),
            Map.entry(
                    "ProducerTest.messageMustNotBeNull",
                    "send(null) throws NullPointerException, not MessageFormatException"),
            Map.entry(
                    "PropertiesTest.clearingThePropertiesLeavesNoneAndKeepsTheBody",
                    "lists JMSXDeliveryCount in a message that was not sent"),
            Map.entry(
                    "PropertiesTest.objectPropertyOfAnotherClassIsRefused",
                    "setObjectProperty takes a Character and a byte[]"),
            Map.entry(
                    "QueueBrowserTest.deletedTemporaryQueueIsNotBrowsed",
                    "a deleted temporary queue is browsed as an empty one"),
            Map.entry(
                    "ReceiveBodyTest.messageOfEachKindWithoutBodyIsRefused",
                    "receiveBody returns null for a message without body"),
            Map.entry(
                    "ReceiveBodyTest.refusedMessageComesAgainAsIfUntouchedInAutoMode",
                    "a message whose body does not fit is acknowledged and lost in AUTO_ACKNOWLEDGE"),
            Map.entry(
                    "ReceiveBodyTest.refusedMessageComesAgainAsIfUntouchedInLazyMode",
                    "a message whose body does not fit is acknowledged and lost in DUPS_OK_ACKNOWLEDGE"),
            Map.entry(
                    "SelectorExpressionsTest.divisionOfExactNumbersIsThatOfJava",
                    "7 / 2 is 3.5"),
            Map.entry(
                    "SelectorExpressionsTest.notGoesBeforeAnd",
                    "NOT p = 1 is read as (NOT p) = 1"),
            Map.entry(
                    "SelectorHeadersTest.reservedPropertyOfTheClientSelects",
                    "JMSXGroupSeq cannot be selected by"),
            Map.entry(
                    "SelectorLiteralsTest.identifierCanHaveLettersOfAllLanguages",
                    "refuses identifiers with letters outside ASCII"),
            Map.entry(
                    "SelectorNullsTest.twoIdentifiersOfWhichOneIsNullCompareAsUnknown",
                    "comparing with an identifier that is null is false, and null = null is true; neither is unknown"),
            Map.entry(
                    "SelectorSyntaxTest.commentsAreNotSupported",
                    "skips comments"),
            Map.entry(
                    "SentHeadersTest.deliveryCountIsNoPropertyOfTheSendersMessage",
                    "a message that was not received has a JMSXDeliveryCount"),
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
                    "SharedDurableSubscriptionTest.anotherSelectorIsRefusedWhileInUseAndMakesANewSubscriptionAfter",
                    "another selector is refused also when the subscription is not in use"),
            Map.entry(
                    "SharedDurableSubscriptionTest.anotherTopicIsRefusedWhileInUseAndMakesANewSubscriptionAfter",
                    "another topic is refused also when the subscription is not in use"),
            Map.entry(
                    "SharedDurableSubscriptionTest.sharedAndUnsharedDurableSubscriptionCannotHaveOneName",
                    "a shared and an unshared durable subscription can be one and the same"),
            Map.entry(
                    "SharedDurableSubscriptionTest.sharedSubscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed",
                    "a subscription with an unacknowledged message is deleted"),
            Map.entry(
                    "StreamConversionTest.streamReadThatFailsDoesNotMoveOn",
                    "a read that fails moves on; the value cannot be read as another type"),
            Map.entry(
                    "StreamConversionTest.streamValueReadAsAWrongTypeCanStillBeRead",
                    "a read that fails moves on; the value cannot be read as another type"),
            Map.entry(
                    "StreamMessageTest.nothingElseCanBeReadBeforeTheBytesAreFinished",
                    "lets the next value be read before readBytes has come to the end"),
            Map.entry(
                    "TemporaryDestinationTest.deletedTemporaryQueueIsNoDestinationAnyMore",
                    "throws JMSException, not InvalidDestinationException"),
            Map.entry(
                    "TemporaryDestinationTest.deletedTemporaryTopicIsNoDestinationAnyMore",
                    "throws JMSException, not InvalidDestinationException"),
            Map.entry(
                    "TemporaryDestinationTest.temporaryQueueEndsWithItsConnection",
                    "a send to the queue of a closed connection makes the queue anew"));

    private ArtemisDeviations() {}
}
