import { queueOf, TELL_DEVICE } from './names'

const ATTEMPTS = 8

/** Has a browser, of a row `t` of push_shown, told anew of what it may show of a conversation, or that nothing is left. */
export const TELL_AGAIN = `graphile_worker.add_job('${TELL_DEVICE}', json_build_object('sessionId', t.session_id::text,
      'conversationId', t.conversation_id::text, 'silent', true), queue_name := ${queueOf('t')},
    job_key := concat_ws(' ', '${TELL_DEVICE} again', t.session_id, t.conversation_id), max_attempts := ${ATTEMPTS})`
