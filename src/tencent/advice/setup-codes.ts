import type { ErrorCodeTable } from '../../core/message/advice.ts';
import { BATCH_JOBS, ERROR_CODES, QUEUES } from './links.ts';

/** Codes about how CI is set up for a bucket: bindings, role, queues, templates, workflows. */
export const SETUP_CODES: ErrorCodeTable = {
  CIRoleNotExist: {
    means: {
      en: 'The service role of CI does not exist, so CI may not touch the bucket.',
      'zh-CN': '数据万象的服务角色不存在，因此无法访问存储桶。',
    },
    action: {
      en: 'Authorize CI in the console, which creates the role CI_QCSRole. Then submit a new job.',
      'zh-CN': '在控制台为数据万象授权，系统会创建角色 CI_QCSRole。然后重新提交任务。',
    },
    link: ERROR_CODES,
  },
  MediaBucketUnBinded: {
    means: { en: 'Media processing is not enabled for the bucket.', 'zh-CN': '存储桶未开通媒体处理。' },
    action: {
      en: 'Bind the bucket to CI and enable media processing in the console. Find out who switched it off.',
      'zh-CN': '在控制台将存储桶绑定数据万象并开通媒体处理。查明是谁关闭了它。',
    },
    link: BATCH_JOBS,
  },
  PicBucketUnBinded: {
    means: {
      en: 'Asynchronous image processing is not enabled for the bucket.',
      'zh-CN': '存储桶未开通图片异步处理。',
    },
    action: {
      en: 'Bind the bucket to CI and enable image processing in the console.',
      'zh-CN': '在控制台将存储桶绑定数据万象并开通图片处理。',
    },
    link: BATCH_JOBS,
  },
  MediaBucketAlreadyBinded: {
    means: { en: 'Media processing is enabled for the bucket already.', 'zh-CN': '存储桶已经开通媒体处理。' },
    action: {
      en: 'Nothing is to be done for the bucket; look for what tried to enable it again.',
      'zh-CN': '存储桶本身无需处理；查看是谁重复开通。',
    },
    link: ERROR_CODES,
  },
  BucketAlreadyBinded: {
    means: { en: 'The bucket is bound to CI already.', 'zh-CN': '存储桶已经绑定数据万象。' },
    action: {
      en: 'Nothing is to be done for the bucket; look for what tried to bind it again.',
      'zh-CN': '存储桶本身无需处理；查看是谁重复绑定。',
    },
  },
  BindedBucketNumLimit: {
    means: {
      en: 'The account may not bind more buckets to CI.',
      'zh-CN': '账号绑定数据万象的存储桶数已达上限。',
    },
    action: {
      en: 'Unbind a bucket that is no longer used, or ask the vendor for a higher limit.',
      'zh-CN': '解绑不再使用的存储桶，或向厂商申请提高上限。',
    },
  },
  QueueNotFound: {
    means: { en: 'The queue of the job does not exist.', 'zh-CN': '任务的队列不存在。' },
    action: {
      en: 'Compare QueueId of the job with the queues of the bucket in the console: was media processing switched off and on again?',
      'zh-CN': '对照控制台中该存储桶的队列检查任务的 QueueId：媒体处理是否曾关闭后重新开通？',
    },
    link: QUEUES,
  },
  QueuePaused: {
    means: {
      en: 'The queue is paused: nothing in it is started.',
      'zh-CN': '队列已暂停：其中的任务不会启动。',
    },
    action: {
      en: 'Find out who paused it and why, then set it to Active. The jobs that wait in it go on by themselves.',
      'zh-CN': '查明是谁、为何暂停了队列，然后将其设为 Active。等待中的任务会自行继续。',
    },
    link: QUEUES,
  },
  QueueSaturated: {
    means: { en: 'The queue is full and takes no more tasks.', 'zh-CN': '队列已满，不再接收任务。' },
    action: {
      en: 'Wait until the queue has worked some off, then submit again in smaller parts. A paused queue never empties.',
      'zh-CN': '等待队列处理掉一部分任务，再分批重新提交。暂停的队列不会变空。',
    },
    link: QUEUES,
  },
  QueueNumLimit: {
    means: { en: 'The bucket may not have more queues.', 'zh-CN': '存储桶的队列数已达上限。' },
    action: {
      en: 'Use a queue that exists, or ask the vendor for a higher limit.',
      'zh-CN': '使用现有队列，或向厂商申请提高上限。',
    },
  },
  TemplateNotFound: {
    means: { en: 'The template of the job does not exist.', 'zh-CN': '任务的模板不存在。' },
    action: {
      en: 'Check TemplateId in JobParam: was the template deleted, or does it belong to another bucket? Then submit a new job.',
      'zh-CN': '检查 JobParam 中的 TemplateId：模板是否已删除，或属于其他存储桶？修正后重新提交任务。',
    },
  },
  TemplateNameDuplicate: {
    means: { en: 'A template of that name exists already.', 'zh-CN': '同名模板已存在。' },
    action: {
      en: 'Choose another name, or use the template that exists.',
      'zh-CN': '换一个名称，或使用已有的模板。',
    },
  },
  CreatedTemplateNumLimit: {
    means: { en: 'The bucket may not have more templates.', 'zh-CN': '模板数量已达上限。' },
    action: {
      en: 'Delete templates that are no longer used, or ask the vendor for a higher limit.',
      'zh-CN': '删除不再使用的模板，或向厂商申请提高上限。',
    },
  },
  ActiveWorkflowForbiddenUpdate: {
    means: { en: 'A workflow that is active may not be changed.', 'zh-CN': '启用中的工作流不允许修改。' },
    action: {
      en: 'Pause the workflow, change it, and activate it again.',
      'zh-CN': '先停用工作流，修改后再启用。',
    },
  },
  WorkFlowNumLimit: {
    means: { en: 'The bucket may not have more workflows.', 'zh-CN': '工作流数量已达上限。' },
    action: {
      en: 'Delete workflows that are no longer used, or ask the vendor for a higher limit.',
      'zh-CN': '删除不再使用的工作流，或向厂商申请提高上限。',
    },
  },
};
