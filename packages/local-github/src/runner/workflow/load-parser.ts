// GitHub's workflow parser imports its schemas as JSON without an import attribute: bundlers and jest take that, plain node does not.
import * as nodeModule from 'node:module';
import type * as Parser from '@actions/workflow-parser';
import type * as ActionParser from '@actions/workflow-parser/actions/action-parser';
import type * as ActionSchema from '@actions/workflow-parser/actions/action-schema';
import type * as TemplateReader from '@actions/workflow-parser/templates/template-reader';
import type * as WorkflowSchema from '@actions/workflow-parser/workflows/workflow-schema';

export interface ParserModules {
  readonly parseWorkflow: typeof Parser.parseWorkflow;
  readonly parseAction: typeof ActionParser.parseAction;
  readonly convertWorkflowTemplate: typeof Parser.convertWorkflowTemplate;
  readonly readTemplate: typeof TemplateReader.readTemplate;
  readonly getWorkflowSchema: typeof WorkflowSchema.getWorkflowSchema;
  readonly getActionSchema: typeof ActionSchema.getActionSchema;
}

let loaded: Promise<ParserModules> | null = null;

/** GitHub's parser of workflow and action files, loaded once; works under plain node, in jest and inside a bundle. */
export function loadParser(): Promise<ParserModules> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ParserModules> {
  const stop = giveJsonItsAttribute();
  try {
    const parser = await import('@actions/workflow-parser');
    const action = await import('@actions/workflow-parser/actions/action-parser');
    const reader = await import('@actions/workflow-parser/templates/template-reader');
    const workflowSchema = await import('@actions/workflow-parser/workflows/workflow-schema');
    const actionSchema = await import('@actions/workflow-parser/actions/action-schema');
    return {
      parseWorkflow: parser.parseWorkflow,
      parseAction: action.parseAction,
      convertWorkflowTemplate: parser.convertWorkflowTemplate,
      readTemplate: reader.readTemplate,
      getWorkflowSchema: workflowSchema.getWorkflowSchema,
      getActionSchema: actionSchema.getActionSchema,
    };
  } finally {
    stop();
  }
}

/** For as long as the parser loads. Node 22.15 and later; a bundle has the schemas inside, and jest refuses hooks and needs none. */
function giveJsonItsAttribute(): () => void {
  try {
    const hooks = nodeModule.registerHooks({
      load(url, context, next) {
        if (!/\/workflow-parser\/dist\/[\w.-]+\.json$/.test(url)) return next(url, context);
        return next(url, { ...context, importAttributes: { type: 'json' } });
      },
    });
    return () => hooks.deregister();
  } catch {
    return () => {};
  }
}
